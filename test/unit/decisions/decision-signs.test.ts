import { describe, expect, it } from 'vitest';
import { decisionSigns, type MadeDecision } from '../../../src/decisions/decision-signs.js';

const decision = (change: Partial<MadeDecision>): MadeDecision => ({
  staffId: 's',
  vacancyId: 'v',
  taken: false,
  rank: 1,
  secondsOnRecord: 60,
  ...change,
});
const many = (count: number, change: (index: number) => Partial<MadeDecision>): MadeDecision[] =>
  Array.from({ length: count }, (_, index) => decision(change(index)));

describe('signs of rubber-stamping', () => {
  it('are said of nobody who has decided little', () => {
    expect(decisionSigns([]).signs).toEqual([]);
    expect(decisionSigns(many(19, () => ({ secondsOnRecord: null }))).signs).toEqual([]);
  });

  it('are: turned down unopened', () => {
    const all = many(20, (i) => ({ secondsOnRecord: i < 11 ? null : 60 }));
    expect(decisionSigns(all)).toMatchObject({ turnedDownUnopened: 11, signs: ['turns_down_unopened'] });
    const half = many(20, (i) => ({ secondsOnRecord: i < 10 ? null : 60 }));
    expect(decisionSigns(half).signs).toEqual([]);
  });

  it('are: decided in seconds', () => {
    const all = many(21, (i) => ({ secondsOnRecord: i < 11 ? 9 : 300 }));
    expect(decisionSigns(all)).toMatchObject({ medianSeconds: 9, signs: ['decides_in_seconds'] });
  });

  it('are: always as the list says, counted in pairs within one vacancy', () => {
    const stamped = many(10, (i) => ({ rank: i + 1, taken: i < 5 }));
    expect(decisionSigns(stamped)).toMatchObject({
      pairs: 25,
      pairsAsRanked: 25,
      signs: ['always_as_ranked'],
    });
    const mixed = many(10, (i) => ({ rank: i + 1, taken: i % 2 === 1 }));
    expect(decisionSigns(mixed)).toMatchObject({ pairs: 25, pairsAsRanked: 10, signs: [] });
    const apart = many(10, (i) => ({ rank: i + 1, taken: i < 5, vacancyId: `v${i}` }));
    expect(decisionSigns(apart)).toMatchObject({ pairs: 0, signs: [] });
    const unranked = many(10, (i) => ({ rank: null, taken: i < 5 }));
    expect(decisionSigns(unranked).pairs).toBe(0);
  });
});
