import { z } from 'zod';
import { SECTORS, STAGES } from './concept.js';

/** A weight per stage, in the order of the stages. */
const stageWeights = z.array(z.number().min(0).max(1)).length(STAGES.length);
const form = z
  .string()
  .min(2)
  .regex(/^\S(.*\S)?$/, 'no space at the ends');

const ambiguousForm = z.strictObject({
  form,
  exact: z.boolean().default(false),
  /** What else the form may mean. */
  beware: z.string(),
  /** Words of which one must stand in the same sentence; empty: the general rule for ambiguous forms. */
  context: z.array(z.string()).default([]),
  /** Needs no context: the form counts wherever none of `unless` stands. */
  anywhere: z.boolean().default(false),
  /** Words that must not stand in the same sentence. */
  unless: z.array(z.string()).default([]),
});

const conceptEntry = z.strictObject({
  id: z.string().regex(/^[a-z_]+\.[a-z0-9_]+$/),
  label: z.string().min(3),
  stages: stageWeights,
  sectors: z.array(z.enum(SECTORS)),
  sources: z.array(z.string()).min(1),
  note: z.string().optional(),
  /** Looked for in any case. */
  forms: z.array(form).default([]),
  /** Looked for in any case, and only as these words: with others between them they say something else. */
  literal: z.array(form).default([]),
  /** Looked for as written. */
  exact: z.array(form).default([]),
  ambiguous: z.array(ambiguousForm).default([]),
  /** Concepts whose longer forms may hold a form of this one and then mean something else. */
  notWithin: z.array(z.string()).default([]),
  patterns: z.array(z.string()).default([]),
});
export type ConceptEntry = z.infer<typeof conceptEntry>;

export const conceptFile = z.array(conceptEntry);

export const titleFile = z.array(
  z.strictObject({
    stage: z.enum(STAGES),
    sources: z.array(z.string()).min(1),
    note: z.string(),
    forms: z.array(form),
    exact: z.array(form).default([]),
  }),
);

/** Posts of other professions and trades, by the names they go under. */
export const professionFile = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z_]+$/),
    label: z.string().min(3),
    forms: z.array(form),
    exact: z.array(form).default([]),
  }),
);

export const sourceFile = z.record(z.string(), z.string());
export const wordClassFile = z.record(z.string(), z.array(z.string()).min(1));

/** In how many of `documents` texts a stem occurs. Figures only. */
export const backgroundFile = z.strictObject({
  source: z.string(),
  documents: z.number().int().positive(),
  frequency: z.record(z.string(), z.number().int().positive()),
});

/** Real words that are nearly words of the taxonomy, so that they are not taken for a misspelling of one. */
export const otherWordsFile = z.strictObject({
  source: z.string(),
  words: z.array(z.string().regex(/^[a-z]+$/)),
});
