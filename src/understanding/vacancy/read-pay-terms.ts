import type { Pay, PayBasis } from '../criteria.js';
import { scaleOfPay } from './band-of-pay.js';
import { firstMatch, type Found } from './found.js';

/** "2025/26", "2025-2026 pay award", "from April 2026". */
const STATED_YEAR =
  /\b(20\d{2}) ?[/–-] ?(?:20)?(\d{2})\b(?=[^.\n]{0,40}\b(?:pay|salar\w+|rates?|scales?|award)\b)|\b(?:pay|salar\w+|rates?|scales?|award)\b[^.\n£]{0,30}\b(20\d{2}) ?[/–-] ?(?:20)?(\d{2})\b/i;

const BASES: readonly (readonly [PayBasis, RegExp])[] = [
  ['umbrella', /\bumbrella\b/i],
  ['paye', /\bPAYE\b/i],
  ['limited_company', /\b(ltd|limited company|psc)\b/i],
];
/** A basis stands beside its sum. */
const NEARBY = 40;

/** The pay year that the text states, else the one whose national scale the pay of a post outside councils is. */
export function readPayYear(text: string, pay: Found<Pay> | null, onScale: boolean): Found<string> | null {
  const stated = STATED_YEAR.exec(text);
  if (stated !== null) {
    const [first, second] = [stated[1] ?? stated[3], stated[2] ?? stated[4]];
    if ((Number(first) + 1) % 100 === Number(second)) {
      return { value: `${first}/${second}`, start: stated.index, end: stated.index + stated[0].length };
    }
  }
  const year = pay === null || !onScale ? undefined : scaleOfPay(pay.value)?.year;
  if (pay === null || year === undefined) return null;
  return { value: `${year}/${String(year + 1).slice(2)}`, start: pay.start, end: pay.end };
}

/** How a rate is paid, from the words around it: the first behind the sum, else the last before it. */
export function readPayBasis(text: string, pay: Found<Pay> | null): Found<PayBasis> | null {
  if (pay === null || pay.value.unit === 'year') return null;
  const lineEnd = text.indexOf('\n', pay.end);
  const to = Math.min(pay.end + NEARBY, lineEnd < 0 ? text.length : lineEnd);
  const lineStart = text.lastIndexOf('\n', pay.start) + 1;
  const named = (from: number, end: number): Found<PayBasis>[] =>
    BASES.flatMap(([value, pattern]) => {
      const found = firstMatch(text, pattern, from, end);
      return found === null ? [] : [{ ...found, value }];
    }).sort((a, b) => a.start - b.start);
  return named(pay.end, to)[0] ?? named(Math.max(lineStart, pay.start - NEARBY), pay.start).at(-1) ?? null;
}
