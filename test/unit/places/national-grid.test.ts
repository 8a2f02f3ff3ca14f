import { describe, expect, it } from 'vitest';
import { milesBetween } from '../../../src/places/miles-between.js';
import { positionOnGrid } from '../../../src/places/national-grid.js';

describe('the National Grid', () => {
  it.each([
    // Grid references with their latitude and longitude, as the ONS Postcode Directory states both.
    ['AB10 1AB', 394_235, 806_529, 57.149606, -2.096916],
    ['AB10 1DU', 394_405, 802_269, 57.11134, -2.094009],
    ['AB10 1FW', 392_637, 805_756, 57.142623, -2.12331],
  ])('puts %s where it lies, to 20 metres', (_postcode, eastings, northings, latitude, longitude) => {
    const position = positionOnGrid(eastings, northings);
    expect(Math.abs(position.latitude - latitude) * 111_320).toBeLessThan(20);
    expect(
      Math.abs(position.longitude - longitude) * 111_320 * Math.cos((latitude * Math.PI) / 180),
    ).toBeLessThan(20);
  });

  it('keeps distances: a hundred kilometres of grid are 62.1 miles, to half a percent', () => {
    const south = { ...positionOnGrid(400_000, 300_000), precision: 'full' as const };
    const north = { ...positionOnGrid(400_000, 400_000), precision: 'full' as const };
    // The grid's scale at its central meridian is 0.9996; the sphere's radius differs from the ellipsoid's by up to 0.3 %.
    expect(Math.abs((milesBetween(south, north)?.tenths ?? 0) - 621)).toBeLessThanOrEqual(3);
  });
});
