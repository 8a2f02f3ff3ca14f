import type { Pay } from '../criteria.js';
import type { Found } from './found.js';

const AMOUNT = String.raw`£\s?(\d{1,3}(?:[, ]\d{3})+|\d+)([.,]\d{1,2})?\s?(k\b)?`;
const RANGE = new RegExp(String.raw`${AMOUNT}(?:\s?(?:-|–|—|to|and|\/)\s?${AMOUNT})?`, 'gi');
const PER_HOUR =
  /^[^£\n]{0,30}?\b(?:per hour|an hour|p\/h|ph|hourly|\/ ?hr|\/ ?hour|p\.h\.|paye|umbrella)\b/i;
const PER_DAY = /^[^£\n]{0,20}?\b(?:per day|a day|daily|p\/d|day rate)\b/i;
const FAR_FROM_PAY =
  /(?:welcome|bonus|refer|grant|budget|up to the|limit|contract|payment|per month|million|saving|fee)/i;

const LEAST_YEARLY = 10_000;
const MOST_YEARLY = 200_000;
const LEAST_HOURLY = 8;
const MOST_HOURLY = 120;

/** The first sum of money in the text that can be pay, with its unit; null when none is stated. */
export function readPay(text: string): Found<Pay> | null {
  for (const match of text.matchAll(RANGE)) {
    const start = match.index;
    const end = start + match[0].trimEnd().length;
    const pay = payOf(match, text.slice(end, end + 60), text.slice(Math.max(0, start - 60), start));
    if (pay !== null) return { value: pay, start, end };
  }
  return null;
}

function payOf(match: RegExpMatchArray, after: string, before: string): Pay | null {
  const first = amountOf(match[1], match[2], match[3] ?? match[6]);
  const second = amountOf(match[4], match[5], match[6]);
  if (first === null) return null;
  const upTo = /\bup to\s*$/i.test(before);
  const starting = /\bfrom\s*$/i.test(before);
  const ends =
    second !== null
      ? { from: Math.min(first, second), to: Math.max(first, second) }
      : { from: upTo ? null : first, to: starting ? null : first };
  const most = ends.to ?? first;
  const daily = PER_DAY.test(after);
  if (
    !daily &&
    most >= LEAST_HOURLY &&
    most <= MOST_HOURLY &&
    (PER_HOUR.test(after) || (match[2] ?? '') !== '')
  ) {
    return { ...ends, unit: 'hour' };
  }
  if (daily && most >= 60 && most <= 1_500) return { ...ends, unit: 'day' };
  if (most < LEAST_YEARLY || most > MOST_YEARLY) return null;
  if (second === null && (FAR_FROM_PAY.test(after.slice(0, 30)) || FAR_FROM_PAY.test(before.slice(-30))))
    return null;
  return { ...ends, unit: 'year' };
}

function amountOf(
  whole: string | undefined,
  fraction: string | undefined,
  thousands: string | undefined,
): number | null {
  if (whole === undefined) return null;
  const amount = Number(whole.replace(/[, ]/g, '')) + Number((fraction ?? '').replace(',', '.') || 0);
  return thousands === undefined ? amount : amount * 1_000;
}
