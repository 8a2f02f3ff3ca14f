import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePair, type Pair } from '../../../src/candidates/duplicates/judge-pair.js';
import { nameSimilarity, SAME_NAME } from '../../../src/candidates/duplicates/name-similarity.js';

describe('two names', () => {
  it.each([
    ['Sam Field', 'sam field'],
    ['Field, Sam', 'Sam Field'],
    ['Dr Siân O’Neill', "Sian O'Neill"],
    ['Catherine Lloyd', 'Cathrine Lloyd'],
    ['Amara Ngozi Okafor', 'Amara Okafor'],
    ['José Baltazar', 'Jose Baltazar'],
    ['Anne-Marie Smith', 'Anne Marie Smith'],
  ])('%s and %s are spellings of one', (a, b) => {
    expect(nameSimilarity(a, b)).toBeGreaterThanOrEqual(SAME_NAME);
  });

  it.each([
    ['Sam Field', 'Joanne Field'],
    ['Sam Field', 'Sam Okafor'],
    ['Sam', 'Sam Field'],
    ['', 'Sam Field'],
    ['Dr', 'Mr'],
    ['John Smith', 'Jane Smith'],
  ])('“%s” and “%s” are not', (a, b) => {
    expect(nameSimilarity(a, b)).toBeLessThan(SAME_NAME);
  });

  it('are as alike one way as the other, from 0 to 100', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const alike = nameSimilarity(a, b);
        expect(alike).toBe(nameSimilarity(b, a));
        expect(alike).toBeGreaterThanOrEqual(0);
        expect(alike).toBeLessThanOrEqual(100);
      }),
    );
  });
});

const nothing: Pair = {
  sameHcpcNumber: false,
  otherHcpcNumber: false,
  sameEmail: false,
  samePhone: false,
  samePostcode: false,
  names: ['Sam Field', 'Joanne Pickersgill'],
};
const alike = { names: ['Sam Field', 'Samuel Field'] } as const;
const same = { names: ['Sam Field', 'Sam Field'] } as const;

describe('two records', () => {
  it.each<[string, Partial<Pair>, string | null]>([
    ['of one HCPC number and name', { sameHcpcNumber: true, ...same }, 'strong'],
    ['of one HCPC number and another name', { sameHcpcNumber: true }, 'likely'],
    ['of one e-mail address and name', { sameEmail: true, ...same }, 'likely'],
    ['of one telephone and name', { samePhone: true, ...same }, 'likely'],
    ['of one e-mail address and another name', { sameEmail: true }, 'possible'],
    ['of one postcode and name', { samePostcode: true, ...same }, 'possible'],
    ['of one postcode alone', { samePostcode: true }, null],
    ['of one name alone', same, null],
    [
      'of two HCPC numbers and one postcode and name',
      { otherHcpcNumber: true, samePostcode: true, ...same },
      null,
    ],
    ['of two HCPC numbers and one telephone', { otherHcpcNumber: true, samePhone: true }, null],
    [
      'of two HCPC numbers, one e-mail and name',
      { otherHcpcNumber: true, sameEmail: true, ...same },
      'possible',
    ],
    ['of an unknown name and one telephone', { samePhone: true, names: null }, 'possible'],
    ['that share nothing', {}, null],
  ])('%s', (_what, has, confidence) => {
    expect(judgePair({ ...nothing, ...has })?.confidence ?? null).toBe(confidence);
  });

  it('are proposed with every reason for and against', () => {
    expect(judgePair({ ...nothing, sameHcpcNumber: true, samePhone: true })?.reasons).toEqual([
      'same_hcpc_number',
      'same_phone',
      'other_name',
    ]);
    expect(judgePair({ ...nothing, sameEmail: true, ...alike })?.reasons).toContain('same_email');
  });
});
