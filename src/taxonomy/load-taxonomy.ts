import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { projectRoot } from '../project-root.js';
import { buildAutomaton, type Automaton } from './automaton.js';
import {
  STAGES,
  type Concept,
  type ConceptId,
  type ConceptKind,
  type Stage,
  type SurfaceForm,
} from './concept.js';
import { formVariants } from './form-variants.js';
import { indexPatterns, type PatternIndex } from './match-patterns.js';
import { loosePattern, parsePattern } from './pattern.js';
import {
  backgroundFile,
  conceptFile,
  professionFile,
  sourceFile,
  titleFile,
  wordClassFile,
  type ConceptEntry,
} from './taxonomy-schema.js';

/** In how many of `documents` texts of the trade each word stem occurs. */
export interface Background {
  readonly documents: number;
  readonly frequency: ReadonlyMap<string, number>;
}

/** A surface form with the concept that it names. */
export interface FormOfConcept extends SurfaceForm {
  readonly conceptId: ConceptId;
}

export interface Taxonomy {
  /** Label and hash of all data; equal data gives an equal version. */
  readonly version: string;
  readonly concepts: ReadonlyMap<ConceptId, Concept>;
  /** All forms; an automaton entry's `id` is an index into it. */
  readonly forms: readonly FormOfConcept[];
  readonly automaton: Automaton;
  /** Compositional forms; a pattern's `id` is an index into `patternConcepts`. */
  readonly patterns: PatternIndex;
  readonly patternConcepts: readonly ConceptId[];
  readonly background: Background;
}

export const TAXONOMY_LABEL = 'taxonomy-1';

/** One file per kind, in the order in which concepts are listed. */
const FILES: readonly (readonly [ConceptKind, string])[] = [
  ['duty', 'duties'],
  ['qualification', 'qualifications'],
  ['registration', 'registration'],
  ['specialism', 'specialisms'],
  ['setting', 'settings'],
  ['assessment', 'assessments'],
  ['quality', 'qualities'],
  ['work_terms', 'work-terms'],
];

const folder = join(projectRoot, 'src', 'taxonomy', 'data');
let loaded: Taxonomy | undefined;

/**
 * The taxonomy of the data files, read once per process.
 *
 * @throws Error when a file does not fit its schema, an id stands twice or a source is not in the registry.
 */
export function loadTaxonomy(): Taxonomy {
  loaded ??= readTaxonomy();
  return loaded;
}

function readTaxonomy(): Taxonomy {
  const hash = createHash('sha256');
  const read = <T>(name: string, schema: z.ZodType<T>): T => {
    const text = readFileSync(join(folder, `${name}.json`), 'utf8');
    hash.update(name).update('\0').update(text).update('\0');
    return schema.parse(JSON.parse(text));
  };
  const sources = read('sources', sourceFile);
  const classes = read('word-classes', wordClassFile);
  const concepts = FILES.flatMap(([kind, name]) =>
    read(name, conceptFile).map((entry) => conceptOf(kind, entry)),
  );
  concepts.push(...read('titles', titleFile).map(titleConcept));
  concepts.push(...read('professions', professionFile).map(professionConcept));
  const background = read('background', backgroundFile);
  check(concepts, sources);

  const forms = concepts.flatMap((concept) =>
    concept.forms.map((form) => ({ ...form, conceptId: concept.id })),
  );
  const written = concepts.flatMap((concept) => [
    ...concept.patterns.map((source) => ({ source, conceptId: concept.id, loose: false })),
    ...loosePhrases(concept).map((source) => ({ source, conceptId: concept.id, loose: true })),
  ]);
  const patterns = written.map(({ source, loose }, id) =>
    loose ? loosePattern(source, id) : parsePattern(source, id, classes),
  );
  return {
    version: `${TAXONOMY_LABEL}-${hash.digest('hex').slice(0, 12)}`,
    concepts: new Map(concepts.map((concept) => [concept.id, concept])),
    forms,
    automaton: buildAutomaton(
      forms.flatMap(({ form, caseSensitive }, id) =>
        formVariants(form, caseSensitive).map((text) => ({ text, caseSensitive, id })),
      ),
    ),
    patterns: indexPatterns(patterns.filter((pattern) => pattern !== null)),
    patternConcepts: written.map(({ conceptId }) => conceptId),
    background: { documents: background.documents, frequency: new Map(Object.entries(background.frequency)) },
  };
}

/** Phrases of duties are also met with other inflections and with a word or two between: acts are told freely. */
function loosePhrases({ kind, forms }: Concept): readonly string[] {
  if (kind !== 'duty') return [];
  return forms.filter(({ ambiguous, caseSensitive }) => !ambiguous && !caseSensitive).map(({ form }) => form);
}

function conceptOf(kind: ConceptKind, entry: ConceptEntry): Concept {
  const plain = { ambiguous: false, context: [], unless: [] };
  return {
    id: entry.id,
    kind,
    label: entry.label,
    stages: Object.fromEntries(STAGES.map((stage, i) => [stage, entry.stages[i]])) as Record<Stage, number>,
    sectors: entry.sectors,
    forms: [
      ...entry.forms.map((form) => ({ ...plain, form, caseSensitive: false })),
      ...entry.exact.map((form) => ({ ...plain, form, caseSensitive: true })),
      ...entry.ambiguous.map(({ form, exact, context, unless }) => ({
        form,
        caseSensitive: exact,
        ambiguous: true,
        context,
        unless,
      })),
    ],
    patterns: entry.patterns,
    sources: entry.sources,
  };
}

/** A job title as a concept, `title.<stage>`: a fact that is quoted; only the reading of the stage uses it. */
function titleConcept(entry: z.infer<typeof titleFile>[number]): Concept {
  const weights = STAGES.map((stage) => (stage === entry.stage ? 1 : 0));
  const label = `Job title: ${entry.stage.replaceAll('_', ' ')}`;
  const { sources, forms, exact } = entry;
  return conceptOf('work_terms', {
    ...{ id: `title.${entry.stage}`, label, stages: weights, sectors: [], sources, forms, exact },
    ambiguous: [],
    patterns: [],
  });
}

/** Another profession as a concept, `profession.<id>`: it says what a post was that is none of occupational therapy. */
function professionConcept(entry: z.infer<typeof professionFile>[number]): Concept {
  const { label, forms, exact } = entry;
  return conceptOf('work_terms', {
    ...{
      id: `profession.${entry.id}`,
      label: `Other work: ${label}`,
      stages: STAGES.map(() => 0),
      sectors: [],
    },
    ...{ sources: ['general'], forms, exact, ambiguous: [], patterns: [] },
  });
}

function check(concepts: readonly Concept[], sources: Readonly<Record<string, string>>): void {
  const seen = new Set<ConceptId>();
  for (const { id, sources: keys } of concepts) {
    if (seen.has(id)) throw new Error(`Concept ${id} stands twice`);
    seen.add(id);
    const unknown = keys.find((key) => !(key in sources));
    if (unknown !== undefined) throw new Error(`Concept ${id} names a source that is not listed: ${unknown}`);
  }
}
