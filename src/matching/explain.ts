import { SECTORS, type Sector } from '../taxonomy/concept.js';
import { isBarred, scoreOfSector, scoreOfStage } from './categories.js';
import { explainCriteria } from './explain-criteria.js';
import { explainGates } from './explain-gates.js';
import { explainWishes } from './explain-wishes.js';
import { explainWording } from './explain-wording.js';
import type { Explanation, ExplanationInput, OpenTerm, Term } from './explanation.js';
import { evidenceAt, evidenceOfSector, evidenceOfStage } from './evidence.js';
import { questionsFor } from './questions.js';
import type { CategoryName } from './requirement.js';
import { scoreMatch, type Score } from './score.js';
import { shareOut } from './share-out.js';

/**
 * Takes the score of a pair apart into terms with their quotes. Rounding is shared out so that the whole numbers add up:
 * a term can be one point off its own proportion, the sum never is.
 */
export function explainMatch(input: ExplanationInput): Explanation {
  const score = scoreMatch(input.features, input.requirement);
  const terms = termsOf(input, score);
  const gates = explainGates(input, score, sum(terms.map(({ points }) => points)));
  const wishes = explainWishes(input);
  return {
    score,
    terms,
    gates,
    combination: {
      words:
        wishes.length === 0
          ? 'Nothing is known of what the candidate wants, so the score is the fit.'
          : `The post offers ${Math.floor(score.reverseFit / 100)} % of what the candidate wants.`,
      points: score.score - score.fit,
    },
    dropped: score.categories
      .filter(({ appliedWeight }) => appliedWeight === 0)
      .map(({ category }) => category),
    questions: questionsFor(input, terms, gates),
    wishes,
  };
}

function termsOf(input: ExplanationInput, score: Score): Term[] {
  const weights = sum(score.categories.map(({ appliedWeight }) => appliedWeight));
  if (weights === 0) return [];
  const perCategory = shareOut(
    Math.floor(sum(score.categories.map((one) => one.appliedWeight * one.score)) / weights),
    score.categories.map((one) => one.appliedWeight * one.score),
  );
  return score.categories.flatMap(({ category, appliedWeight }, index) => {
    const open = appliedWeight === 0 ? [] : openTerms(category, input);
    const shares = shareOut(
      perCategory[index] ?? 0,
      open.map(({ part }) => part),
    );
    return open.map(({ criterion, conceptId, weight, strength, asked, evidence, also }, place) => {
      const points = shares[place] ?? 0;
      const shown = points === 0 ? { evidence: null, also: [] } : { evidence, also };
      return { category, criterion, conceptId, weight, strength, points, asked, ...shown };
    });
  });
}

function openTerms(category: CategoryName, input: ExplanationInput): readonly OpenTerm[] {
  switch (category) {
    case 'stage':
      return [stageTerm(input)];
    case 'sector':
      return [sectorTerm(input)];
    case 'wording':
      return explainWording(input);
    case 'duties':
    case 'qualifications':
    case 'specialism':
      return explainCriteria(category, input);
  }
}

function stageTerm({
  features,
  requirement,
  reading,
  vacancyText,
  profile,
  cvText,
}: ExplanationInput): OpenTerm {
  const { stage, growsTo } = requirement;
  const reason = reading.stage.stage === stage ? (reading.stage.reasons[0]?.evidence ?? null) : null;
  const fit = scoreOfStage(features, requirement);
  return {
    criterion: `Stage: ${asAsked(stage, profile.stage.stage)}${growsTo ? `, growing to ${plain(growsTo)}` : ''}`,
    conceptId: null,
    weight: requirement.categoryWeights.stage,
    strength: Math.floor(fit / 100),
    part: fit,
    asked: reason === null ? null : { ...reason, quote: vacancyText.slice(reason.start, reason.end) },
    // Who is out of registration fits a support post by that, and not by the stage once reached.
    evidence:
      stage === 'support_worker' && isBarred(features) && profile.registration.evidence !== null
        ? evidenceAt(profile.registration.evidence, cvText)
        : evidenceOfStage(profile, cvText),
    also: [],
  };
}

function sectorTerm({
  features,
  requirement,
  reading,
  vacancyText,
  profile,
  cvText,
}: ExplanationInput): OpenTerm {
  const { sector } = requirement;
  const place = reading.sector.value === sector ? reading.sector.evidence : null;
  const fit = scoreOfSector(features, requirement);
  return {
    criterion: `Sector: ${asAsked(sector, sector === null ? null : strongestSector(features, sector))}`,
    conceptId: null,
    weight: requirement.categoryWeights.sector,
    strength: Math.floor(fit / 100),
    part: fit,
    asked: place === null ? null : { ...place, quote: vacancyText.slice(place.start, place.end) },
    evidence: evidenceOfSector(profile, cvText, sector),
    also: [],
  };
}

function plain(value: string): string {
  return value === 'nhs' ? 'NHS' : value.replaceAll('_', ' ');
}

/** What is asked, and what the CV shows where that is something else and counts in part. */
function asAsked(asked: string | null, shown: string | null): string {
  if (asked === null) return 'not stated';
  return shown === null || shown === asked ? plain(asked) : `${plain(asked)} asked, ${plain(shown)} shown`;
}

/** The sector asked for where the CV shows any of it, else the one that it shows most of. */
function strongestSector({ sectors }: ExplanationInput['features'], asked: Sector): Sector | null {
  if ((sectors[asked] ?? 0) > 0) return asked;
  return SECTORS.reduce<Sector | null>(
    (best, sector) => ((sectors[sector] ?? 0) > (best === null ? 0 : (sectors[best] ?? 0)) ? sector : best),
    null,
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
