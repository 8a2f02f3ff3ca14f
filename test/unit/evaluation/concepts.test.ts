import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/project-root.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import type { Assertion, Mention } from '../../../src/understanding/profile.js';
import {
  measureAssertions,
  measureConcepts,
  measureSentences,
} from '../../evaluation/concepts/measure-concepts.js';
import { printConceptFigures } from '../../evaluation/concepts/print-concept-figures.js';
import {
  readAssertedSentences,
  readLabelledCvs,
  readLabelledSentences,
  type LabelledCv,
} from '../../evaluation/concepts/read-labels.js';
import { shareOf } from '../../evaluation/concepts/wilson.js';

const folder = join(projectRoot, 'test', 'evaluation', 'concepts');
const cv = (lists: Partial<LabelledCv>): LabelledCv => ({
  name: 'a',
  text: 'text',
  has: new Set(),
  arguable: new Set(),
  absent: new Set(),
  ...lists,
});
const mention = (conceptId: string, assertion: Assertion = 'has'): Mention => {
  const span = { start: 0, end: 4 };
  return { conceptId, assertion, span, form: 'text', section: 'experience', role: null, sentence: span };
};

describe('measuring concepts against labels', () => {
  it('counts what was read and labelled, and leaves the arguable out of both shares', () => {
    const labelled = [
      cv({ has: new Set(['duty.a', 'duty.b']), arguable: new Set(['duty.c']), absent: new Set(['duty.d']) }),
    ];
    const read = ['duty.a', 'duty.c', 'duty.d', 'spec.e'].map((id) => mention(id));
    const { precision, recall, cvs } = measureConcepts(labelled, () => read);
    expect([precision.count, precision.total]).toEqual([1, 3]);
    expect([recall.count, recall.total]).toEqual([1, 2]);
    expect(cvs[0]).toMatchObject({ wrong: ['duty.d', 'spec.e'], missed: ['duty.b'], taken: ['duty.d'] });
  });

  it('takes for shown only what the person does, and judges no titles and qualities', () => {
    const labelled = [cv({ has: new Set(['duty.a']), absent: new Set(['duty.b']) })];
    const read = [
      mention('duty.a'),
      mention('duty.b', 'wants'),
      mention('duty.b', 'negated'),
      mention('title.advanced'),
      mention('qual_pers.tact'),
    ];
    expect(measureConcepts(labelled, () => read).precision).toMatchObject({ count: 1, total: 1 });
  });

  it('tells open and closed sentences apart and shows no closed one', () => {
    const sentence = { sector: 'nhs', conceptId: 'duty.a', expected: true };
    const figures = measureSentences(
      [
        { ...sentence, sentence: 'yes', open: true },
        { ...sentence, sentence: 'no', open: true },
        { ...sentence, sentence: 'no', open: false },
        { ...sentence, sentence: 'no', open: true, sector: 'other', expected: false },
      ],
      (text) => new Set(text === 'yes' ? ['duty.a'] : []),
    );
    expect(figures.found.nhs?.open).toMatchObject({ count: 1, total: 2 });
    expect(figures.found.nhs?.closed).toMatchObject({ count: 0, total: 1 });
    expect(figures.leftAlone.open).toMatchObject({ count: 1, total: 1 });
    expect(figures.wrong.map(({ open }) => open)).toEqual([true]);
  });

  it('gives the interval of Wilson: 8 of 10 lie between 0.49 and 0.94', () => {
    const { value, low, high } = shareOf(8, 10);
    expect(value).toBe(0.8);
    expect(low).toBeCloseTo(0.49, 2);
    expect(high).toBeCloseTo(0.943, 2);
  });

  it('counts a sentence as right when it says of the concept what the label says', () => {
    const sentence = { conceptId: 'duty.a', assertion: 'wants', open: true } as const;
    const { found, right } = measureAssertions(
      [
        { ...sentence, sentence: 'wished' },
        { ...sentence, sentence: 'done' },
        { ...sentence, sentence: 'silent', open: false },
      ],
      (words) => (words === 'wished' ? ['wants'] : words === 'done' ? ['has'] : []),
    );
    expect([found.open.count, right.open.count, right.open.total]).toEqual([2, 1, 2]);
    expect([found.closed.count, found.closed.total]).toEqual([0, 1]);
    expect(readAssertedSentences(folder, loadTaxonomy())).toHaveLength(60);
  });

  it('carries labels that name concepts of the taxonomy, each in one list of a CV', () => {
    const taxonomy = loadTaxonomy();
    for (const { name, has, arguable, absent } of readLabelledCvs(folder, taxonomy)) {
      const all = [...has, ...arguable, ...absent];
      expect(new Set(all).size, name).toBe(all.length);
    }
    const sentences = readLabelledSentences(folder, taxonomy);
    expect(sentences.filter(({ open }) => open)).toHaveLength(sentences.length / 2);
    expect(sentences.every(({ sentence }) => sentence.length > 10)).toBe(true);
  });

  it('prints what was read wrongly beside the shares', () => {
    const concepts = measureConcepts([cv({ absent: new Set(['duty.d']) })], () => [mention('duty.d')]);
    const print = printConceptFigures(
      'v',
      concepts,
      measureSentences([], () => new Set()),
      measureAssertions([], () => []),
    );
    expect(print).toContain('duty.d!');
    expect(print).toMatch(/precision\s+0\.000 \(0\.00–0\.79\) 0 of 1/);
  });
});
