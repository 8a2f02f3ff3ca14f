import { describe, expect, it } from 'vitest';
import { checkRanking } from '../../../prisma/demo/check-outcomes.js';

const expected = { first: ['a', 'b'], leading: { count: 2, among: ['a', 'b', 'c'] }, notInFirstFive: ['x'] };

describe('checkRanking', () => {
  it('is content with any list that the reader would accept', () => {
    expect(checkRanking('v', ['b', 'c', 'd', 'e', 'f', 'x'], expected)).toEqual([]);
  });

  it('says who stands where they should not', () => {
    expect(checkRanking('v', ['c', 'd', 'x', 'a'], expected)).toEqual([
      'v: c stands first, not a or b',
      'v: d is among the first 2',
      'v: x is among the first five',
    ]);
  });

  it('does not take an empty list for a good one', () => {
    expect(checkRanking('v', [], expected)).toEqual(['v: nobody stands first, not a or b']);
  });
});
