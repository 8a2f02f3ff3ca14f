import { describe, expect, it } from 'vitest';
import { createBm25, createKeywordCount, tokens } from '../../evaluation/baselines.js';

const documents = new Map([
  ['a', 'stroke rehabilitation ward stroke'],
  ['b', 'hand therapy clinic'],
  ['c', 'ward clerk'],
]);

describe('tokens', () => {
  it('are lower-case words and numbers without stop words', () => {
    expect(tokens("The Band-6 post: patients' homes, and OTs")).toEqual([
      'band',
      '6',
      'post',
      'patients',
      'homes',
      'ots',
    ]);
  });
});

describe('BM25', () => {
  it('agrees with a score worked by hand', () => {
    // "stroke" stands twice in a (4 words; the mean is 3): idf = ln(1 + (3 − 1 + 0.5) / (1 + 0.5)) = ln(2.666667).
    // norm = 1.2 × (0.25 + 0.75 × 4 / 3) = 1.5; score = idf × 2 × 2.2 / (2 + 1.5).
    const scores = createBm25(documents)('Stroke');
    expect(scores.get('a')).toBeCloseTo((Math.log(8 / 3) * 2 * 2.2) / 3.5, 12);
    expect(scores.get('b')).toBe(0);
  });

  it('values a rare word above a common one', () => {
    const scores = createBm25(documents)('ward clerk');
    expect(scores.get('c')).toBeGreaterThan(scores.get('a') ?? 0);
    expect(scores.get('a')).toBeGreaterThan(0);
  });
});

describe('keyword counting', () => {
  it('is the share of distinct query words found', () => {
    const scores = createKeywordCount(documents)('stroke stroke ward nurse');
    expect(scores.get('a')).toBeCloseTo(2 / 3, 12);
    expect(scores.get('c')).toBeCloseTo(1 / 3, 12);
  });
});
