import { z } from 'zod';
import { cleanLine, line } from '../http/text.js';
import { WORK_PATTERNS } from '../understanding/criteria.js';
import { bandsNamed } from '../understanding/vacancy/read-band.js';

/** What staff may set a field of a vacancy to, where that has a shape of its own. */
export const pay = z
  .strictObject({
    from: z.number().min(0).max(1_000_000).nullable(),
    to: z.number().min(0).max(1_000_000).nullable(),
    unit: z.enum(['year', 'hour', 'day']),
  })
  .refine(({ from, to }) => from === null || to === null || from <= to, {
    path: ['to'],
    error: 'This must not be less than "from".',
  });

/** Hours a week. */
const MOST_WEEKLY = 60;

export const hours = z
  .strictObject({
    weekly: z.number().positive().max(MOST_WEEKLY).nullable(),
    wholeTimeEquivalent: z.number().positive().max(1).nullable(),
    patterns: z
      .array(z.enum(WORK_PATTERNS))
      .max(WORK_PATTERNS.length)
      .overwrite((given) => WORK_PATTERNS.filter((pattern) => given.includes(pattern))),
  })
  .refine(({ weekly, wholeTimeEquivalent, patterns }) => weekly ?? wholeTimeEquivalent ?? patterns[0], {
    error: 'Name hours a week, a share of full time, or a pattern.',
  })
  .meta({ id: 'Hours', description: 'Hours a week, share of full time from 0 to 1, and patterns of work.' });

export const band = z
  .string()
  .overwrite(bandAsWritten)
  .regex(/^([2-7]|8[a-d]|9)(\/([2-7]|8[a-d]|9))?$/, 'This is not an NHS band, such as 6, 8a or 5/6.')
  .refine(rises, 'The lower band of a range comes first, such as 5/6.');

export const payYear = line(10).refine(isPayYear, 'This is not a pay year, such as 2026/27.');

/** "Band 5-6" and "5 to 6" → "5/6". */
export function bandAsWritten(value: string): string {
  return cleanLine(value)
    .toLowerCase()
    .replace(/\bbands?\s*/g, '')
    .replace(/\s*(?:[/–-]|\bto\b)\s*/g, '/');
}

/** Whether a band is one, or a range that begins with the lower. As text they are in the order that they rise in. */
function rises(band: string): boolean {
  const [lower = '', upper] = bandsNamed(band);
  return upper === undefined || lower < upper;
}

/** `2026/27`: a year of pay, from April to March. */
function isPayYear(value: string): boolean {
  const [, from, to] = /^20(\d\d)\/(\d\d)$/.exec(value) ?? [];
  return from !== undefined && Number(to) === (Number(from) + 1) % 100;
}
