import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ConceptId } from '../../../src/taxonomy/concept.js';
import type { Taxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { ASSERTIONS, type Assertion } from '../../../src/understanding/profile.js';

const label = z.strictObject({
  text: z.string(),
  has: z.array(z.string()).min(1),
  arguable: z.array(z.string()),
  absent: z.array(z.string()),
});

/** What a reader found in one CV. Whatever stands in none of the three lists is absent as well. */
export interface LabelledCv {
  /** Path below `test/evaluation`. */
  readonly name: string;
  readonly text: string;
  /** A recruiter would say that the person has it. */
  readonly has: ReadonlySet<ConceptId>;
  /** Two recruiters may differ: counts neither for nor against. */
  readonly arguable: ReadonlySet<ConceptId>;
  /** Named in the CV, and not the person's: wished for, denied, watched or another's. */
  readonly absent: ReadonlySet<ConceptId>;
}

export interface LabelledSentence {
  readonly sector: string;
  readonly sentence: string;
  readonly conceptId: ConceptId;
  /** False for a sentence of another life that must not be taken for the concept. */
  readonly expected: boolean;
  /** Sentences at even positions of the file, counted from 0, were open while rules were written. */
  readonly open: boolean;
}

/** A sentence of a CV with what it says of the concept that it is about. */
export interface AssertedSentence {
  readonly assertion: Assertion;
  readonly sentence: string;
  readonly conceptId: ConceptId;
  readonly open: boolean;
}

/** @throws Error when a line is no label or names a concept that the taxonomy has not. */
export function readLabelledCvs(folder: string, taxonomy: Taxonomy): readonly LabelledCv[] {
  return linesOf(join(folder, 'labels.jsonl')).map((line) => {
    const { text: name, has, arguable, absent } = label.parse(JSON.parse(line));
    [...has, ...arguable, ...absent].forEach((id) => check(id, taxonomy, name));
    const text = readFileSync(join(folder, '..', name), 'utf8');
    return { name, text, has: new Set(has), arguable: new Set(arguable), absent: new Set(absent) };
  });
}

/** Lines of `sector TAB concept TAB sentence`; `!` before the concept says that it must not be found. */
export function readLabelledSentences(folder: string, taxonomy: Taxonomy): readonly LabelledSentence[] {
  return linesOf(join(folder, 'sentences.tsv')).map((line, position) => {
    const [sector = '', concept = '', sentence = ''] = line.split('\t');
    const conceptId = concept.replace(/^!/, '');
    check(conceptId, taxonomy, line);
    return { sector, sentence, conceptId, expected: conceptId === concept, open: position % 2 === 0 };
  });
}

/** Lines of `assertion TAB concept TAB sentence`; open ones at even positions, as above. */
export function readAssertedSentences(folder: string, taxonomy: Taxonomy): readonly AssertedSentence[] {
  return linesOf(join(folder, 'assertions.tsv')).map((line, position) => {
    const [assertion, conceptId = '', sentence = ''] = line.split('\t');
    check(conceptId, taxonomy, line);
    return { assertion: z.enum(ASSERTIONS).parse(assertion), conceptId, sentence, open: position % 2 === 0 };
  });
}

/**
 * Lines of `how it is told TAB assertion TAB concept TAB sentence`. Open are those whose sentence has an even first digit
 * in its SHA-256, so that nobody chose the halves and both concepts of a sentence are in the same one.
 */
export function readWhoDidIt(folder: string, taxonomy: Taxonomy): readonly AssertedSentence[] {
  return linesOf(join(folder, 'who-did-it.tsv')).map((line) => {
    const [, assertion, conceptId = '', sentence = ''] = line.split('\t');
    check(conceptId, taxonomy, line);
    const digit = createHash('sha256').update(sentence).digest('hex').charAt(0);
    return {
      assertion: z.enum(ASSERTIONS).parse(assertion),
      conceptId,
      sentence,
      open: parseInt(digit, 16) % 2 === 0,
    };
  });
}

function linesOf(path: string): readonly string[] {
  return readFileSync(path, 'utf8').split('\n').filter(Boolean);
}

function check(conceptId: string, { concepts }: Taxonomy, where: string): void {
  if (!concepts.has(conceptId)) throw new Error(`${where}: no such concept: ${conceptId}`);
}
