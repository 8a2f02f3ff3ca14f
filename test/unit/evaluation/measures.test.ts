import { describe, expect, it } from 'vitest';
import type { Assertion, Mention } from '../../../src/understanding/profile.js';
import { measureEvidence } from '../../evaluation/measure-evidence.js';
import { measureRankings, rankByScore } from '../../evaluation/measure-ranking.js';
import { measureStages } from '../../evaluation/measure-stages.js';
import { seededRandom } from '../../evaluation/metrics.js';

const grades: Readonly<Record<string, number>> = { a: 3, b: 2, c: 2, d: 1, e: 1, f: 0, g: 0, h: 0 };
const ALL = Object.keys(grades);
const gradeOf = (_query: string, document: string) => grades[document] ?? 0;

describe('figures of rankings', () => {
  it('give a perfect ranking 1 in every measure it can reach', () => {
    const figures = measureRankings(new Map([['v', ALL]]), gradeOf);
    expect(figures).toEqual({ ndcg10: 1, map: 1, mrr: 1, p5: 3 / 5, ndcg10_ci: [1, 1] });
  });

  it('give shuffled rankings less than a perfect one', () => {
    const random = seededRandom(3);
    const queries = Array.from({ length: 30 }, (_, index) => `v-${index}`);
    const shuffled = new Map(
      queries.map((query) => [query, rankByScore(new Map(Object.keys(grades).map((id) => [id, random()])))]),
    );
    const figures = measureRankings(shuffled, gradeOf);
    expect(figures.ndcg10).toBeLessThan(0.9);
    expect(figures.map).toBeLessThan(0.8);
    expect(figures.ndcg10).toBeGreaterThan(0);
  });

  it('leave out queries that have nothing relevant', () => {
    const rankings = new Map([
      ['v', ALL],
      ['w', ALL],
    ]);
    const figures = measureRankings(rankings, (query, document) =>
      query === 'v' ? gradeOf(query, document) : 1,
    );
    expect(figures.ndcg10).toBe(1);
    expect(figures.map).toBe(1);
  });

  it('break ties by id', () => {
    expect(
      rankByScore(
        new Map([
          ['b', 1],
          ['c', 2],
          ['a', 1],
        ]),
      ),
    ).toEqual(['c', 'a', 'b']);
  });
});

describe('figures of stages', () => {
  it('count exact readings, readings one step off, and where they went', () => {
    const figures = measureStages([
      { truth: 'advanced', read: 'advanced' },
      { truth: 'advanced', read: 'consultant' },
      { truth: 'support_worker', read: 'senior_specialist' },
      { truth: 'none', read: 'none' },
      { truth: 'support_worker', read: 'none' },
    ]);
    expect(figures.exact).toBeCloseTo(2 / 5, 12);
    expect(figures.within1).toBeCloseTo(3 / 5, 12);
    expect(figures.confusion['advanced']).toEqual({ advanced: 1, consultant: 1 });
  });
});

describe('figures of evidence', () => {
  const text = 'Ran the falls group. Keen to learn splinting. Supervised by a Band 6.';
  const mention = (word: string, assertion: Assertion): Mention => {
    const start = text.indexOf(word);
    const span = { start, end: start + word.length };
    return {
      conceptId: 'duty.x',
      span,
      form: word,
      assertion,
      section: 'experience',
      role: null,
      sentence: span,
    };
  };
  const labels = [
    { claim: '', quote: 'Ran the falls group', assertion: 'has' as const },
    { claim: '', quote: 'Keen to learn splinting', assertion: 'wants' as const },
    { claim: '', quote: 'Supervised by a Band 6', assertion: 'has' as const },
    { claim: '', quote: 'the', assertion: 'has' as const },
  ];

  it('count the quotes that a mention overlaps, and those read in the labelled sense', () => {
    const mentions = [
      mention('falls group', 'has'),
      mention('splinting', 'has'),
      mention('Supervised', 'supervised'),
    ];
    const figures = measureEvidence([{ text, labels, mentions, reported: [] }]);
    expect(figures.recall).toBeCloseTo(3 / 4, 12);
    expect(figures.assertion).toBeCloseTo(2 / 3, 12);
  });

  it('notice a reported span that does not quote its text', () => {
    const reported = [
      { span: { start: 0, end: 3 }, quote: 'Ran' },
      { span: { start: 0, end: 3 }, quote: 'ran' },
      { span: { start: 4, end: 4 }, quote: '' },
      { span: { start: 60, end: 900 }, quote: text.slice(60) },
    ];
    expect(measureEvidence([{ text, labels: [], mentions: [], reported }]).spansExact).toBeCloseTo(1 / 4, 12);
  });
});
