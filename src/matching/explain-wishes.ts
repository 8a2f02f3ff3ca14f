import type { Wishes } from '../understanding/profile.js';
import { evidenceAt, evidenceOfMention } from './evidence.js';
import type { ExplainedWish, ExplanationInput } from './explanation.js';
import { isWork } from './features.js';
import { wishTerms } from './reverse-fit.js';

/** What the candidate wants, and how far the post offers it. */
export function explainWishes(input: ExplanationInput): readonly ExplainedWish[] {
  const { features, requirement, profile, cvText, taxonomy } = input;
  const { wants } = features;
  const said = (kind: keyof NonNullable<Wishes['said']>) => {
    const place = profile.wishes.said?.[kind];
    return place === undefined ? null : evidenceAt(place, cvText);
  };
  return wishTerms(features, requirement).map((term) => {
    switch (term.wish) {
      case 'sector':
        return { ...term, words: `Wants to work in: ${plain(wants.sectors)}`, evidence: said('sectors') };
      case 'stage':
        return { ...term, words: `Wants a post as: ${plain(wants.stages)}`, evidence: said('stages') };
      case 'contract':
        return {
          ...term,
          words: `Wants a contract that is: ${plain(wants.contracts)}`,
          evidence: said('contracts'),
        };
      case 'refusal':
        return {
          ...term,
          words: `Does not want a contract that is: ${plain(wants.refusedContracts ?? [])}`,
          evidence:
            profile.wishes.refused === undefined ? null : evidenceAt(profile.wishes.refused.said, cvText),
        };
      case 'work': {
        const wanted = profile.mentions.filter(
          ({ assertion, conceptId }) => assertion === 'wants' && isWork(conceptId, taxonomy),
        );
        const offered = wanted.find((one) =>
          requirement.criteria.some(({ conceptId }) => conceptId === one.conceptId),
        );
        const shown = offered ?? wanted[0];
        const label =
          shown === undefined ? '' : (taxonomy.concepts.get(shown.conceptId)?.label ?? shown.conceptId);
        return {
          ...term,
          words: `Would like: ${label}`,
          evidence: shown === undefined ? null : evidenceOfMention(shown, profile, cvText),
        };
      }
    }
  });
}

function plain(values: readonly string[]): string {
  return values.map((value) => value.replaceAll('_', ' ')).join(', ');
}
