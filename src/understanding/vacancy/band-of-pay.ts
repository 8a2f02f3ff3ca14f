import type { Pay } from '../criteria.js';
import { PAY_SCALES, type PayScale } from './pay-scales.js';

/** Both ends within this share of the scale's ends: a match that rounding and a supplement's cap explain. */
const TOLERANCE = 0.025;
/** A lone amount has to be a scale's end, to the pound or the penny. */
const EXACT = 0.0005;
/** Above this an hourly rate is an agency's, and like a scale's end by chance only. */
const MOST_HOURLY = 30;

/**
 * The Agenda for Change band whose scale a stated pay is, in any pay year and nation and, in England, with or without a
 * high-cost-area supplement; null when it is no scale. A lone amount must be the end of a scale without supplement.
 */
export function bandOfPay(pay: Pay): string | null {
  return scaleOfPay(pay)?.band ?? null;
}

/** The same with the pay year, by the year in which it begins. */
export function scaleOfPay(pay: Pay): { readonly band: string; readonly year: number } | null {
  let best: { readonly band: string; readonly year: number; readonly distance: number } | null = null;
  for (const { year, bands, supplements, hoursPerYear } of PAY_SCALES) {
    const range = yearlyRange(pay, hoursPerYear);
    if (range === null) return null;
    for (const [band, ends] of Object.entries(bands)) {
      const distance = distanceTo(range, ends, supplements);
      if (distance !== null && (best === null || distance < best.distance)) best = { band, year, distance };
    }
  }
  return best && { band: best.band, year: best.year };
}

interface Range {
  readonly from: number | null;
  readonly to: number | null;
}

function yearlyRange({ from, to, unit }: Pay, hoursPerYear: number): Range | null {
  if (unit === 'year') return { from, to };
  if (unit === 'day' || (to ?? from ?? 0) > MOST_HOURLY) return null;
  return { from: from === null ? null : from * hoursPerYear, to: to === null ? null : to * hoursPerYear };
}

/** Largest deviation of the two ends from the scale's, a little more with a supplement; null when it is too large. */
function distanceTo(
  { from, to }: Range,
  [low, high]: readonly [number, number],
  supplements: PayScale['supplements'],
): number | null {
  if (from === null || to === null || from === to) {
    const amount = from ?? to;
    if (amount === null) return null;
    const distance = Math.min(Math.abs(amount - low) / low, Math.abs(amount - high) / high);
    return distance <= EXACT ? distance : null;
  }
  let best: number | null = null;
  for (const supplement of supplements) {
    const distance = Math.max(
      Math.abs(from - low * supplement) / low,
      Math.abs(to - high * supplement) / high,
    );
    // A supplement has to explain visibly more than no supplement does.
    const judged = distance + (supplement === 1 ? 0 : TOLERANCE / 5);
    if (distance <= TOLERANCE && (best === null || judged < best)) best = judged;
  }
  return best;
}
