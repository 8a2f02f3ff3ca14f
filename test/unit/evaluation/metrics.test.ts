import { describe, expect, it } from 'vitest';
import {
  averagePrecision,
  bootstrapInterval,
  mean,
  ndcg,
  precisionAt,
  reciprocalRank,
  seededRandom,
} from '../../evaluation/metrics.js';

describe('normalised discounted cumulative gain', () => {
  it('agrees with a sum worked by hand', () => {
    // Gains 2^g − 1: 3, 7, 0, 1. DCG = 3/1 + 7/log2(3) + 0 + 1/log2(5) = 3 + 4.416508 + 0.430677 = 7.847185.
    // Ideal order 3, 2, 1, 0: 7 + 3/1.584963 + 1/2 = 9.392789.
    expect(ndcg([2, 3, 0, 1])).toBeCloseTo(7.847185 / 9.392789, 6);
  });

  it('is 1 for a perfect order and below 1 for any swap of unequal grades', () => {
    expect(ndcg([3, 3, 2, 1, 0])).toBe(1);
    expect(ndcg([3, 2, 3, 1, 0])).toBeLessThan(1);
    expect(ndcg([0, 1, 2, 3, 3])).toBeLessThan(ndcg([3, 2, 3, 1, 0]));
  });

  it('looks no deeper than its depth, but counts what was missed', () => {
    expect(ndcg([0, 0, 3], 2)).toBe(0);
    expect(ndcg([3, 0, 3], 2)).toBeCloseTo(7 / (7 + 7 / Math.log2(3)), 12);
  });

  it('is 0 where nothing could be gained', () => {
    expect(ndcg([0, 0, 0])).toBe(0);
    expect(ndcg([])).toBe(0);
  });
});

describe('average precision', () => {
  it('agrees with a mean worked by hand', () => {
    // Relevant (grade ≥ 2) at ranks 1, 3 and 4: (1/1 + 2/3 + 3/4) / 3.
    expect(averagePrecision([3, 1, 2, 2, 0])).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 3, 12);
  });

  it('is 1 when all relevant documents come first and 0 when there are none', () => {
    expect(averagePrecision([2, 3, 1, 0])).toBe(1);
    expect(averagePrecision([1, 1, 0])).toBe(0);
  });
});

describe('reciprocal rank and precision', () => {
  it('take grade 2 as the first that is relevant', () => {
    expect(reciprocalRank([1, 0, 2, 3])).toBeCloseTo(1 / 3, 12);
    expect(reciprocalRank([1, 1])).toBe(0);
    expect(precisionAt([3, 1, 2, 0, 2, 3])).toBeCloseTo(3 / 5, 12);
  });

  it('count the places of a short list as misses', () => {
    expect(precisionAt([3, 3])).toBeCloseTo(2 / 5, 12);
  });
});

describe('the bootstrap interval', () => {
  const values = [0.2, 0.9, 0.7, 0.4, 1, 0.8, 0.6, 0.5];

  it('holds the mean and is the same on every run', () => {
    const [low, high] = bootstrapInterval(values);
    expect(low).toBeLessThan(mean(values));
    expect(high).toBeGreaterThan(mean(values));
    expect(bootstrapInterval(values)).toEqual([low, high]);
  });

  it('has no width when all values are equal, and differs with the seed otherwise', () => {
    expect(bootstrapInterval([0.5, 0.5, 0.5])).toEqual([0.5, 0.5]);
    expect(bootstrapInterval(values, 50, 1)).not.toEqual(bootstrapInterval(values, 50, 2));
  });

  it('comes close to the normal interval for many values', () => {
    const random = seededRandom(7);
    const many = Array.from({ length: 400 }, () => random());
    const [low, high] = bootstrapInterval(many);
    const halfWidth = 1.96 * Math.sqrt(1 / 12 / 400);
    expect((high - low) / 2).toBeGreaterThan(halfWidth * 0.85);
    expect((high - low) / 2).toBeLessThan(halfWidth * 1.15);
  });
});
