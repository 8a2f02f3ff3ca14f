import { describe, expect, it } from 'vitest';
import { compare, quantile, spread } from '../../bench/harness.js';
import { figure } from '../../bench/print-table.js';

describe('compare', () => {
  it('measures alternately, after one round each to warm up', async () => {
    const order: string[] = [];
    const contender = (name: string) => ({
      name,
      amount: 1,
      round: () => {
        order.push(name);
        return 1;
      },
    });
    await compare([contender('a'), contender('b')], 2, 0);
    expect(order.join('')).toBe('ababab');
  });

  it('takes the ratio within each round, so that a slow spell of the machine cancels out', async () => {
    const slowness = [1, 1, 10, 3];
    const at = { ours: 0, theirs: 0 };
    const rows = await compare(
      [
        { name: 'ours', amount: 100, round: () => 50 * (slowness[at.ours++] ?? 1) },
        { name: 'theirs', amount: 10, anchor: true, round: () => 20 * (slowness[at.theirs++] ?? 1) },
      ],
      3,
      0,
    );
    expect(rows[0]?.ratios).toEqual({ theirs: { median: 4, min: 4, max: 4 } });
    expect(rows[0]?.ms).toEqual({ median: 1.5, min: 0.5, max: 5 });
    expect(rows[0]?.rate.max).toBe(2000);
    expect(rows[1]?.ratios).toEqual({});
  });
});

describe('quantile', () => {
  it('interpolates between the closest ranks', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([10, 20], 0.95)).toBeCloseTo(19.5);
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });

  it('gives the spread of values in any order', () => {
    expect(spread([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  });
});

describe('figure', () => {
  it('shows three significant digits', () => {
    expect([0, 0.01234, 1.2345, 123.45, 123456].map(figure)).toEqual([
      '0',
      '0.0123',
      '1.23',
      '123',
      '123,456',
    ]);
  });
});
