import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { projectRoot } from '../project-root.js';
import { buildAutomaton, type Automaton } from './automaton.js';
import type { Concept, ConceptId, ConceptKind, SurfaceForm } from './concept.js';
import { conceptOf, loosePhrases, professionConcept, titleConcept } from './concept-entries.js';
import { formVariants } from './form-variants.js';
import { indexPatterns, type PatternIndex } from './index-patterns.js';
import { loosePattern, parsePattern } from './pattern.js';
import { stemOf } from './stem.js';
import {
  backgroundFile,
  conceptFile,
  otherWordsFile,
  professionFile,
  sourceFile,
  titleFile,
  wordClassFile,
} from './taxonomy-schema.js';
import { buildVocabulary, type Vocabulary } from './vocabulary.js';

/** In how many of `documents` texts of the trade each word stem occurs. */
export interface Background {
  readonly documents: number;
  readonly frequency: ReadonlyMap<string, number>;
}

/** A surface form with the concept that it names. */
export interface FormOfConcept extends SurfaceForm {
  readonly conceptId: ConceptId;
  /** Stems of `context` and of `unless`. */
  readonly contextStems: ReadonlySet<string>;
  readonly unlessStems: ReadonlySet<string>;
}

export interface Taxonomy {
  /** Label and hash of all data; equal data gives an equal version. */
  readonly version: string;
  /** What each key of `Concept.sources` stands for. */
  readonly sources: ReadonlyMap<string, string>;
  readonly concepts: ReadonlyMap<ConceptId, Concept>;
  /** All forms; an automaton entry's `id` is an index into it. */
  readonly forms: readonly FormOfConcept[];
  readonly automaton: Automaton;
  /** Compositional forms; a pattern's `id` is an index into `patternConcepts`. */
  readonly patterns: PatternIndex;
  readonly patternConcepts: readonly ConceptId[];
  readonly background: Background;
  readonly vocabulary: Vocabulary;
}

const TAXONOMY_LABEL = 'taxonomy-1';

/** One file per kind, in the order in which concepts are listed. */
export const CONCEPT_FILES: readonly (readonly [ConceptKind, string])[] = [
  ['duty', 'duties'],
  ['qualification', 'qualifications'],
  ['registration', 'registration'],
  ['specialism', 'specialisms'],
  ['setting', 'settings'],
  ['assessment', 'assessments'],
  ['quality', 'qualities'],
  ['work_terms', 'work-terms'],
];

/** Where the data of the running program lie, below the project. */
export const TAXONOMY_DATA = 'src/taxonomy/data';
let loaded: Taxonomy | undefined;

/**
 * The taxonomy of the data files, read once per process.
 *
 * @throws Error when a file does not fit its schema, an id stands twice or a source is not in the registry.
 */
export function loadTaxonomy(): Taxonomy {
  loaded ??= readTaxonomy(join(projectRoot, TAXONOMY_DATA));
  return loaded;
}

/** The taxonomy of any folder of data files; throws as `loadTaxonomy` does. */
export function readTaxonomy(folder: string): Taxonomy {
  const hash = createHash('sha256');
  const read = <T>(name: string, schema: z.ZodType<T>): T => {
    const text = readFileSync(join(folder, `${name}.json`), 'utf8');
    hash.update(name).update('\0').update(text).update('\0');
    return schema.parse(JSON.parse(text));
  };
  const sources = read('sources', sourceFile);
  const classes = read('word-classes', wordClassFile);
  const concepts = CONCEPT_FILES.flatMap(([kind, name]) =>
    read(name, conceptFile).map((entry) => conceptOf(kind, entry)),
  );
  concepts.push(...read('titles', titleFile).map(titleConcept));
  concepts.push(...read('professions', professionFile).map(professionConcept));
  const background = read('background', backgroundFile);
  const frequency = new Map(Object.entries(background.frequency));
  const others = read('other-words', otherWordsFile).words;
  check(concepts, sources);

  const forms = concepts.flatMap((concept) =>
    concept.forms.map((form) => ({
      ...form,
      conceptId: concept.id,
      contextStems: new Set(form.context.map(stemOf)),
      unlessStems: new Set(form.unless.map(stemOf)),
    })),
  );
  const written = concepts.flatMap((concept) => [
    ...concept.patterns.map((source) => ({ source, conceptId: concept.id, loose: false })),
    ...loosePhrases(concept).map((source) => ({ source, conceptId: concept.id, loose: true })),
  ]);
  const patterns = written.map(({ source, loose }, id) =>
    loose ? loosePattern(source, id) : parsePattern(source, id, classes),
  );
  const index = indexPatterns(patterns.filter((pattern) => pattern !== null));
  return {
    version: `${TAXONOMY_LABEL}-${hash.digest('hex').slice(0, 12)}`,
    sources: new Map(Object.entries(sources)),
    concepts: new Map(concepts.map((concept) => [concept.id, concept])),
    forms,
    automaton: buildAutomaton(
      forms.flatMap(({ form, caseSensitive }, id) =>
        formVariants(form, caseSensitive).map((text) => ({ text, caseSensitive, id })),
      ),
    ),
    patterns: index,
    patternConcepts: written.map(({ conceptId }) => conceptId),
    background: { documents: background.documents, frequency },
    vocabulary: buildVocabulary(forms, index.vocabulary.keys(), frequency, others),
  };
}

function check(concepts: readonly Concept[], sources: Readonly<Record<string, string>>): void {
  const seen = new Set<ConceptId>();
  for (const { id, sources: keys } of concepts) {
    if (seen.has(id)) throw new Error(`Concept ${id} stands twice`);
    seen.add(id);
    const unknown = keys.find((key) => !(key in sources));
    if (unknown !== undefined) throw new Error(`Concept ${id} names a source that is not listed: ${unknown}`);
  }
  for (const { id, notWithin } of concepts) {
    const unknown = notWithin.find((other) => !seen.has(other));
    if (unknown !== undefined)
      throw new Error(`Concept ${id} names a concept that is not listed: ${unknown}`);
  }
}
