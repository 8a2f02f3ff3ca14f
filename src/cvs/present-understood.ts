import type { z } from 'zod';
import type { PageSpan } from '../documents/reading.js';
import { CONCEPT_KINDS } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { Mention, Profile, Role, Span } from '../understanding/profile.js';
import { quoteOf, type Quote } from './quote.js';
import type { understood } from './schema.js';

type Understood = z.input<typeof understood>;

/** Enough to judge by; a word repeated a hundred times says no more. */
const MAX_MENTIONS = 5;

/** A profile as people read it: labels for ids, words for spans. */
export function presentUnderstood(
  profile: Profile,
  text: string,
  pages: readonly PageSpan[],
  taxonomy: Taxonomy,
): Understood {
  const quoted = (span: Span | null): Quote | null => span && quoteOf(text, span, pages);
  const { stage, registration, profession, sectors, roles, mentions, wishes } = profile;
  return {
    stage: {
      stage: stage.stage,
      distribution: { ...stage.distribution },
      reasons: stage.reasons.map(({ stage: reached, source, evidence }) => ({
        stage: reached,
        source,
        quote: quoted(evidence),
      })),
    },
    registration: {
      state: registration.state,
      number: registration.number,
      quote: quoted(registration.evidence),
    },
    profession: { name: profession.name, quote: quoted(profession.evidence) },
    sectors: sectors.map(({ sector, months, evidence }) => ({ sector, months, quote: quoted(evidence) })),
    roles: roles.map((role) => presentRole(role, text)),
    concepts: groupConcepts(mentions, taxonomy, (mention) =>
      quoteOf(text, mention.sentence, pages, mention.span),
    ),
    wishes: {
      sectors: [...wishes.sectors],
      stages: [...wishes.stages],
      contracts: [...wishes.contracts],
      refusedContracts: [...(wishes.refused?.contracts ?? [])],
    },
  };
}

function presentRole(role: Role, text: string): Understood['roles'][number] {
  const words = (span: Span | null): string | null => span && text.slice(span.start, span.end);
  const { kind, sector, from, to, band, grade, occupationalTherapy } = role;
  return {
    kind,
    title: words(role.title),
    employer: words(role.employer),
    sector,
    from,
    to,
    band,
    grade,
    occupationalTherapy,
  };
}

/** By kind in the taxonomy's order, then in the order of the text. */
function groupConcepts(
  mentions: readonly Mention[],
  taxonomy: Taxonomy,
  quoteMention: (mention: Mention) => Quote,
): Understood['concepts'] {
  const byConcept = new Map<string, Mention[]>();
  for (const mention of mentions) {
    byConcept.set(mention.conceptId, [...(byConcept.get(mention.conceptId) ?? []), mention]);
  }
  const known = [...byConcept].flatMap(([id, found]) => {
    const concept = taxonomy.concepts.get(id);
    if (!concept) return [];
    const shown = found.slice(0, MAX_MENTIONS).map((mention) => ({
      assertion: mention.assertion,
      section: mention.section,
      quote: quoteMention(mention),
    }));
    return [{ kind: concept.kind, concept: { id, label: concept.label, mentions: shown } }];
  });
  return CONCEPT_KINDS.map((kind) => ({
    kind,
    concepts: known.filter((entry) => entry.kind === kind).map(({ concept }) => concept),
  })).filter(({ concepts }) => concepts.length > 0);
}
