import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../src/places/place-of.js';
import { readUkPostcode } from '../../../src/places/read-uk-postcode.js';

describe('a UK postcode', () => {
  it.each([
    ['ls13ex', { area: 'LS', district: 'LS1', full: 'LS1 3EX' }],
    ['  SW1A   2aa ', { area: 'SW', district: 'SW1A', full: 'SW1A 2AA' }],
    ['M1 1AE', { area: 'M', district: 'M1', full: 'M1 1AE' }],
    ['EC1A', { area: 'EC', district: 'EC1A', full: null }],
    ['b6', { area: 'B', district: 'B6', full: null }],
    ['bt', { area: 'BT', district: null, full: null }],
  ])('%s is read in Royal Mail’s spelling', (written, read) => {
    expect(readUkPostcode(written)).toEqual(read);
  });

  it.each(['', 'Leeds', 'ZZ1 1AA', 'QQ', '90210', 'LS1 3', 'constructor', 'LS1 3EXX', '12'])(
    '“%s” is none, and lies nowhere',
    (written) => {
      expect(readUkPostcode(written)).toBeNull();
      expect(placeOf(written)).toBeNull();
    },
  );

  it('lies in its area when nothing was imported', () => {
    expect(placeOf('LS1 3EX')).toEqual(placeOf('LS'));
    expect(placeOf('LS1 3EX')?.precision).toBe('area');
    expect(placeOf(null)).toBeNull();
  });
});
