import type { YearMonth } from '../profile.js';
import { findDatePoints, type DatePoint } from './date-points.js';

/** A spell of time named in a text: a range, "since …", or a single date. Offsets into that text. */
export interface DateMark {
  readonly kind: 'range' | 'since' | 'single';
  readonly from: YearMonth;
  readonly to: YearMonth | 'present' | null;
  readonly start: number;
  readonly end: number;
}

const CONNECTOR =
  /^\s*(?:[–—|→»-]+>?|to|until|till|thru|through|up to|and(?: the)?|to the|end(?: date)?:?)\s*(?:the\s+)?$/i;
const SINCE =
  /\b(?:since|from|start(?: date)?:?|starting|began|joined[^.]{0,60})[\s:]*(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?$/i;

/** All spells of time in a text, in order. "From 2003" without an end says no more than when it began. A two-figure year is of this century up to 60. */
export function findDates(text: string): readonly DateMark[] {
  // Every mark has a year of two figures or four, and most lines have none.
  if (!/\d\d/.test(text)) return [];
  const points = findDatePoints(text);
  const marks: DateMark[] = [];
  for (let i = 0; i < points.length; i += 1) {
    const point = points[i] as DatePoint;
    if (point.value === 'present') continue;
    const next = points[i + 1];
    const between = next === undefined ? null : text.slice(point.end, next.start);
    if (next !== undefined && between !== null && joins(text, point, next, between)) {
      const from =
        point.yearless && next.value !== 'present' ? { ...point.value, year: next.value.year } : point.value;
      if (from.year > 0)
        marks.push({ kind: 'range', from, to: next.value, start: point.start, end: next.end });
      i += 1;
      continue;
    }
    if (point.yearless) continue;
    const short = shortRange(text, point);
    if (short !== null) {
      marks.push(short);
      continue;
    }
    const since = SINCE.exec(text.slice(Math.max(0, point.start - 80), point.start));
    const behind = text.slice(point.end, point.end + 12);
    const onwards =
      /^\s*(?:onwards?\b|[–—-]\s*(?:$|[|,;:)\n]))/.test(behind) ||
      (point.start < 3 && /^[–—-]\s[A-Z]/.test(behind));
    if (since !== null || onwards) {
      const ongoing = onwards || since === null || !/^from/i.test(since[0]);
      const start =
        since !== null && /^(?:since|from)/i.test(since[0]) ? point.start - since[0].length : point.start;
      marks.push({ kind: 'since', from: point.value, to: ongoing ? 'present' : null, start, end: point.end });
    } else {
      marks.push({ kind: 'single', from: point.value, to: null, start: point.start, end: point.end });
    }
  }
  return marks;
}

function joins(text: string, from: DatePoint, to: DatePoint, between: string): boolean {
  if (/^\s+and(?: the)?\s+$/i.test(between))
    return /\bbetween\s+(?:the\s+)?$/i.test(text.slice(Math.max(0, from.start - 20), from.start));
  if (/^,?\s*$/.test(between)) return followsAsEnd(text, from, to);
  return CONNECTOR.test(between);
}

/** Two columns of a table whose line between is lost: "Mar 2019 Feb 2021 Occupational Therapist", "03/2021 Present". */
function followsAsEnd(text: string, from: DatePoint, to: DatePoint): boolean {
  if (to.value === 'present') {
    const word = text.slice(to.start, to.end);
    return (
      /^(?:to date|till date|till now)$/i.test(word) ||
      (/^(?:present|current)$/i.test(word) && /^\s*(?:$|[|,;(A-Z\n])/.test(text.slice(to.end, to.end + 3)))
    );
  }
  if (from.value === 'present') return false;
  const months = (at: YearMonth) => at.year * 12 + (at.month ?? 1);
  const alike = (from.value.month === null) === (to.value.month === null);
  return alike && !from.yearless && from.start < 3 && months(from.value) <= months(to.value);
}

/** "2025–26", "2019/20". */
function shortRange(text: string, point: DatePoint): DateMark | null {
  const match = /^\s?[–/-]\s?(\d{2})(?![\d/.])/.exec(text.slice(point.end, point.end + 6));
  if (match === null || point.value === 'present' || !/^\d{4}$/.test(text.slice(point.start, point.end)))
    return null;
  const year = Math.floor(point.value.year / 100) * 100 + Number(match[1]);
  if (year < point.value.year) return null;
  const to = { year, month: null };
  return { kind: 'range', from: point.value, to, start: point.start, end: point.end + match[0].length };
}
