import type { z } from 'zod';
import { STAGES, type Concept, type ConceptKind, type Stage } from './concept.js';
import type { ConceptEntry, professionFile, titleFile } from './taxonomy-schema.js';

/** Phrases of duties are also met with other inflections and with a word or two between: acts are told freely. */
export function loosePhrases({ kind, forms }: Concept): readonly string[] {
  if (kind !== 'duty') return [];
  return forms
    .filter(({ ambiguous, caseSensitive, literal }) => !ambiguous && !caseSensitive && !literal)
    .map(({ form }) => form);
}

export function conceptOf(kind: ConceptKind, entry: ConceptEntry): Concept {
  const plain = { ambiguous: false, literal: false, anywhere: false, context: [], unless: [] };
  return {
    id: entry.id,
    kind,
    label: entry.label,
    stages: Object.fromEntries(STAGES.map((stage, i) => [stage, entry.stages[i]])) as Record<Stage, number>,
    sectors: entry.sectors,
    forms: [
      ...entry.forms.map((form) => ({ ...plain, form, caseSensitive: false })),
      ...entry.literal.map((form) => ({ ...plain, form, caseSensitive: false, literal: true })),
      ...entry.exact.map((form) => ({ ...plain, form, caseSensitive: true })),
      ...entry.ambiguous.map(({ form, exact, context, anywhere, unless }) => ({
        form,
        caseSensitive: exact,
        ambiguous: true,
        literal: false,
        context,
        anywhere,
        unless,
      })),
    ],
    patterns: entry.patterns,
    notWithin: entry.notWithin,
    sources: entry.sources,
  };
}

/** A job title as a concept, `title.<stage>`: a fact that is quoted; only the reading of the stage uses it. */
export function titleConcept(entry: z.infer<typeof titleFile>[number]): Concept {
  const weights = STAGES.map((stage) => (stage === entry.stage ? 1 : 0));
  const label = `Job title: ${entry.stage.replaceAll('_', ' ')}`;
  const { sources, forms, exact } = entry;
  return conceptOf('work_terms', {
    ...{ id: `title.${entry.stage}`, label, stages: weights, sectors: [], sources, forms, exact },
    literal: [],
    ambiguous: [],
    notWithin: [],
    patterns: [],
  });
}

/** Another profession as a concept, `profession.<id>`: it says what a post was that is none of occupational therapy. */
export function professionConcept(entry: z.infer<typeof professionFile>[number]): Concept {
  const { label, forms, exact } = entry;
  return conceptOf('work_terms', {
    ...{
      id: `profession.${entry.id}`,
      label: `Other work: ${label}`,
      stages: STAGES.map(() => 0),
      sectors: [],
    },
    ...{ sources: ['general'], forms, exact, literal: [], ambiguous: [], notWithin: [], patterns: [] },
  });
}
