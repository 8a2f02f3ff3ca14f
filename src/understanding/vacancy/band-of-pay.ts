import type { Pay } from '../criteria.js';
import { AGENDA_FOR_CHANGE, HOURS_PER_YEAR, SUPPLEMENTS } from './pay-scales.js';

/** Both ends within this share of the scale's ends: a match that rounding and a supplement's cap explain. */
const TOLERANCE = 0.025;

/**
 * The Agenda for Change band whose scale a stated pay is, in any pay year and with or without a high-cost-area
 * supplement; null when it is no scale. One end suffices only where it is a scale's end to the pound.
 */
export function bandOfPay(pay: Pay): string | null {
  if (pay.unit === 'day') return null;
  const yearly = (amount: number | null) =>
    amount === null ? null : pay.unit === 'hour' ? amount * HOURS_PER_YEAR : amount;
  const from = yearly(pay.from);
  const to = yearly(pay.to);
  let best: { readonly band: string; readonly distance: number } | null = null;
  for (const scales of Object.values(AGENDA_FOR_CHANGE)) {
    for (const [band, [low, high]] of Object.entries(scales)) {
      for (const supplement of SUPPLEMENTS) {
        const distance = distanceTo(from, to, low * supplement, high * supplement);
        // A supplement has to explain visibly more than no supplement does.
        const judged = distance + (supplement === 1 ? 0 : TOLERANCE / 5);
        if (distance <= TOLERANCE && (best === null || judged < best.distance))
          best = { band, distance: judged };
      }
    }
  }
  return best?.band ?? null;
}

function distanceTo(from: number | null, to: number | null, low: number, high: number): number {
  if (from !== null && to !== null && from !== to) {
    return Math.max(Math.abs(from - low) / low, Math.abs(to - high) / high);
  }
  const single = from ?? to;
  if (single === null) return Infinity;
  const exact = Math.min(Math.abs(single - low) / low, Math.abs(single - high) / high);
  return exact <= 0.001 ? exact : Infinity;
}
