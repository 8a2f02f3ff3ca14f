import proj4 from 'proj4';
import type { Position } from './place.js';

/**
 * EPSG:27700, the National Grid of Great Britain on the Airy ellipsoid, with the seven parameters of the Helmert
 * transformation between OSGB36 and WGS 84 that Ordnance Survey publishes ("A guide to coordinate systems in Great
 * Britain", §6.6); right to about 5 metres.
 */
const OSGB36 =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.1502,0.247,0.8421,-20.4894 +units=m +no_defs';
const grid = proj4(OSGB36, 'WGS84');

/** @param eastings in metres, as are northings. */
export function positionOnGrid(eastings: number, northings: number): Position {
  const [longitude, latitude] = grid.forward([eastings, northings]);
  return { latitude: rounded(latitude), longitude: rounded(longitude) };
}

/** Six decimals, a tenth of a metre, as the ONS Postcode Directory has them. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
