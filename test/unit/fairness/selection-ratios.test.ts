import { describe, expect, it } from 'vitest';
import { selectionRatios, type PersonCounts } from '../../../src/fairness/selection-ratios.js';

/** `people` of a group, the first `taken` of whom were taken once; each considered as often as said. */
function group(name: string, people: number, taken: number, considered = 1): PersonCounts[] {
  return Array.from({ length: people }, (_, index) => ({
    group: name,
    considered,
    taken: index < taken ? 1 : 0,
  }));
}

describe('selection ratios', () => {
  it('compare each group with the one that is taken most', () => {
    const [a, b] = selectionRatios([...group('a', 40, 20), ...group('b', 60, 18)], ['a', 'b']);
    expect(a).toEqual({
      group: 'a',
      people: 40,
      rate: 50,
      ratio: 1,
      low: null,
      high: null,
      belowFourFifths: false,
    });
    expect(b).toMatchObject({ people: 60, rate: 30, ratio: 0.6, belowFourFifths: true });
    // By hand: relative variances 40/39·10/400 and 60/59·12.6/324, so exp(±1.96·√0.0652) about 0.6.
    expect(b?.low).toBeCloseTo(0.36, 2);
    expect(b?.high).toBeCloseTo(0.99, 2);
  });

  it('say nothing of fewer than 20 people, and compare with nobody then', () => {
    const [a, b] = selectionRatios([...group('a', 19, 19), ...group('b', 20, 1)], ['a', 'b']);
    expect(a).toMatchObject({ people: null, rate: null, ratio: null, belowFourFifths: false });
    expect(b).toMatchObject({ people: 20, rate: 5, ratio: null, belowFourFifths: false });
  });

  it('round counts to five, and leave out whoever was never considered', () => {
    const people = [...group('a', 22, 11), ...group('a', 30, 0, 0), ...group('b', 23, 11)];
    expect(selectionRatios(people, ['a', 'b']).map((one) => one.people)).toEqual([20, 25]);
  });

  it('are none where nobody was taken, and 0 for the group of whom nobody was', () => {
    expect(selectionRatios([...group('a', 30, 0), ...group('b', 30, 0)], ['a', 'b'])).toMatchObject([
      { rate: 0, ratio: null },
      { rate: 0, ratio: null },
    ]);
    const [, b] = selectionRatios([...group('a', 30, 3), ...group('b', 30, 0)], ['a', 'b']);
    expect(b).toMatchObject({ ratio: 0, low: null, high: null, belowFourFifths: true });
  });

  it('are no surer of people who are considered often than of as many considered once', () => {
    const once = selectionRatios([...group('a', 50, 25), ...group('b', 50, 20)], ['a', 'b'])[1];
    const often = selectionRatios(
      [...group('a', 50, 25), ...group('b', 50, 20)].map((one) => ({
        ...one,
        considered: one.considered * 9,
        taken: one.taken * 9,
      })),
      ['a', 'b'],
    )[1];
    expect(often).toEqual(once);
  });
});
