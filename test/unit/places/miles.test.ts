import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { milesBetween } from '../../../src/places/miles-between.js';
import { placeOf } from '../../../src/places/place-of.js';
import { PRECISIONS, type Place } from '../../../src/places/place.js';
import { POSTCODE_AREAS } from '../../../src/places/postcode-areas.js';

const full = (latitude: number, longitude: number): Place => ({ latitude, longitude, precision: 'full' });
const between = (a: string, b: string): number => (milesBetween(placeOf(a), placeOf(b))?.tenths ?? NaN) / 10;

describe('the distance between two places', () => {
  it.each([
    // Stations, and miles as published for the great circle between the cities.
    ['London – Edinburgh', full(51.5074, -0.1278), full(55.9533, -3.1883), 332],
    ['London – Belfast', full(51.5074, -0.1278), full(54.5973, -5.9301), 322],
    ['Cardiff – Bristol', full(51.4816, -3.1791), full(51.4545, -2.5879), 25.5],
    ['Leeds – Bradford', full(53.8008, -1.5491), full(53.796, -1.7594), 8.6],
  ])('%s', (_name, a, b, miles) => {
    expect(Math.abs((milesBetween(a, b)?.tenths ?? 0) / 10 - miles)).toBeLessThan(1 + miles / 200);
  });

  it('is the same both ways, nothing to oneself, and a whole number of tenths', () => {
    const place = fc.record({
      latitude: fc.double({ min: 49, max: 61, noNaN: true }),
      longitude: fc.double({ min: -9, max: 2, noNaN: true }),
      precision: fc.constantFrom(...PRECISIONS),
    });
    fc.assert(
      fc.property(place, place, (a, b) => {
        const there = milesBetween(a, b);
        expect(there).toEqual(milesBetween(b, a));
        expect(Number.isInteger(there?.tenths)).toBe(true);
        expect(milesBetween(a, a)?.tenths).toBe(0);
      }),
    );
  });

  it('is as precise as the rougher of the two places', () => {
    const here = full(51, 0);
    expect(milesBetween(here, here)?.precision).toBe('full');
    expect(milesBetween(here, { ...here, precision: 'district' })?.precision).toBe('district');
    expect(milesBetween({ ...here, precision: 'area' }, { ...here, precision: 'district' })?.precision).toBe(
      'area',
    );
  });

  it('is unknown where a place is unknown', () => {
    expect(milesBetween(full(51, 0), null)).toBeNull();
    expect(milesBetween(null, full(51, 0))).toBeNull();
  });
});

describe('the table of postcode areas', () => {
  const areas = Object.entries(POSTCODE_AREAS);

  it('has the 121 areas of the United Kingdom and the three of the Crown dependencies', () => {
    expect(areas).toHaveLength(124);
    expect(new Set(areas.map(([, { latitude, longitude }]) => `${latitude},${longitude}`)).size).toBe(124);
  });

  it.each(areas)('%s lies in the British Isles', (_area, { latitude, longitude }) => {
    expect(latitude).toBeGreaterThan(49.1);
    expect(latitude).toBeLessThan(60.9);
    expect(longitude).toBeGreaterThan(-7.7);
    expect(longitude).toBeLessThan(1.8);
  });

  it.each([
    // Post towns of Royal Mail, with the position of the town and how far from it the middle of its area may lie.
    ['AB', 57.15, -2.09, 15],
    ['AL', 51.75, -0.34, 5],
    ['B', 52.48, -1.9, 5],
    ['BA', 51.38, -2.36, 18],
    ['BB', 53.75, -2.48, 8],
    ['BD', 53.79, -1.75, 8],
    ['BH', 50.72, -1.88, 5],
    ['BL', 53.58, -2.43, 4],
    ['BN', 50.82, -0.14, 6],
    ['BR', 51.41, 0.02, 4],
    ['BS', 51.45, -2.59, 6],
    ['BT', 54.6, -5.93, 18],
    ['CA', 54.89, -2.94, 18],
    ['CB', 52.21, 0.12, 7],
    ['CF', 51.48, -3.18, 9],
    ['CH', 53.19, -2.89, 10],
    ['CM', 51.74, 0.48, 5],
    ['CO', 51.89, 0.9, 5],
    ['CR', 51.37, -0.1, 3],
    ['CT', 51.28, 1.08, 7],
    ['CV', 52.41, -1.51, 5],
    ['CW', 53.1, -2.44, 6],
    ['DA', 51.45, 0.22, 4],
    ['DD', 56.46, -2.97, 6],
    ['DE', 52.92, -1.48, 5],
    ['DG', 55.07, -3.6, 10],
    ['DH', 54.78, -1.57, 6],
    ['DL', 54.52, -1.56, 5],
    ['DN', 53.52, -1.13, 18],
    ['DT', 50.71, -2.44, 4],
    ['DY', 52.51, -2.09, 6],
    ['E', 51.52, -0.05, 5],
    ['EC', 51.52, -0.1, 2],
    ['EH', 55.95, -3.19, 5],
    ['EN', 51.65, -0.08, 5],
    ['EX', 50.73, -3.53, 12],
    ['FK', 56, -3.78, 6],
    ['FY', 53.82, -3.05, 4],
    ['G', 55.86, -4.25, 4],
    ['GL', 51.86, -2.24, 6],
    ['GU', 51.24, -0.57, 9],
    ['GY', 49.46, -2.54, 4],
    ['HA', 51.58, -0.33, 3],
    ['HD', 53.65, -1.78, 4],
    ['HG', 53.99, -1.54, 6],
    ['HP', 51.75, -0.47, 11],
    ['HR', 52.06, -2.72, 4],
    ['HS', 58.21, -6.39, 20],
    ['HU', 53.74, -0.34, 5],
    ['HX', 53.72, -1.86, 3],
    ['IG', 51.56, 0.07, 3],
    ['IM', 54.15, -4.48, 5],
    ['IP', 52.06, 1.16, 12],
    ['IV', 57.48, -4.22, 10],
    ['JE', 49.19, -2.11, 3],
    ['KA', 55.61, -4.5, 6],
    ['KT', 51.41, -0.3, 5],
    ['KW', 58.98, -2.96, 30],
    ['KY', 56.11, -3.16, 7],
    ['L', 53.41, -2.98, 4],
    ['LA', 54.05, -2.8, 10],
    ['LD', 52.24, -3.38, 9],
    ['LE', 52.63, -1.13, 4],
    ['LL', 53.32, -3.83, 18],
    ['LN', 53.23, -0.54, 8],
    ['LS', 53.8, -1.55, 4],
    ['LU', 51.88, -0.42, 5],
    ['M', 53.48, -2.24, 3],
    ['ME', 51.39, 0.54, 5],
    ['MK', 52.04, -0.76, 7],
    ['ML', 55.79, -3.99, 5],
    ['N', 51.56, -0.11, 4],
    ['NE', 54.97, -1.61, 5],
    ['NG', 52.95, -1.15, 6],
    ['NN', 52.24, -0.9, 5],
    ['NP', 51.58, -3, 9],
    ['NR', 52.63, 1.3, 5],
    ['NW', 51.54, -0.19, 3],
    ['OL', 53.54, -2.12, 3],
    ['OX', 51.75, -1.26, 3],
    ['PA', 55.85, -4.42, 15],
    ['PE', 52.57, -0.24, 14],
    ['PH', 56.4, -3.43, 20],
    ['PL', 50.37, -4.14, 12],
    ['PO', 50.8, -1.09, 5],
    ['PR', 53.76, -2.7, 6],
    ['RG', 51.45, -0.97, 6],
    ['RH', 51.24, -0.17, 10],
    ['RM', 51.58, 0.18, 3],
    ['S', 53.38, -1.47, 4],
    ['SA', 51.62, -3.94, 15],
    ['SE', 51.47, -0.05, 3],
    ['SG', 51.9, -0.2, 4],
    ['SK', 53.41, -2.16, 6],
    ['SL', 51.51, -0.59, 5],
    ['SM', 51.36, -0.19, 3],
    ['SN', 51.56, -1.78, 8],
    ['SO', 50.9, -1.4, 5],
    ['SP', 51.07, -1.79, 6],
    ['SR', 54.91, -1.38, 5],
    ['SS', 51.54, 0.71, 6],
    ['ST', 53, -2.18, 5],
    ['SW', 51.47, -0.17, 3],
    ['SY', 52.71, -2.75, 15],
    ['TA', 51.02, -3.1, 5],
    ['TD', 55.62, -2.81, 13],
    ['TF', 52.68, -2.45, 5],
    ['TN', 51.19, 0.27, 10],
    ['TQ', 50.46, -3.53, 5],
    ['TR', 50.26, -5.05, 9],
    ['TS', 54.57, -1.23, 4],
    ['TW', 51.45, -0.34, 3],
    ['UB', 51.51, -0.38, 5],
    ['W', 51.51, -0.2, 3],
    ['WA', 53.39, -2.6, 4],
    ['WC', 51.52, -0.12, 2],
    ['WD', 51.66, -0.4, 4],
    ['WF', 53.68, -1.5, 4],
    ['WN', 53.55, -2.63, 3],
    ['WR', 52.19, -2.22, 6],
    ['WS', 52.59, -1.98, 6],
    ['WV', 52.59, -2.13, 4],
    ['YO', 53.96, -1.08, 12],
    ['ZE', 60.15, -1.15, 8],
  ] as const)('%s lies near the town it is named for', (area, latitude, longitude, most) => {
    const town: Place = { latitude, longitude, precision: 'full' };
    expect((milesBetween(placeOf(area), town)?.tenths ?? Infinity) / 10).toBeLessThanOrEqual(most);
  });

  it('puts neighbours next to each other and strangers far apart', () => {
    expect(between('LS', 'BD')).toBeLessThan(15);
    expect(between('WC', 'EC')).toBeLessThan(3);
    expect(between('TR', 'ZE')).toBeGreaterThan(650);
    expect(between('BT', 'NR')).toBeGreaterThan(300);
  });
});
