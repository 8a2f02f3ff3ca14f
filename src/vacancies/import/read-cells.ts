import { endOfDayInLondon } from '../../london-day.js';
import { numberIn } from '../amount-of.js';

/** What the cells of a table say. What is no value stays what it is, and is refused later with the field that it is for. */

/** `Senior specialist` → `senior_specialist`; `Enhanced, with barred lists` → `enhanced_with_barred_lists`. */
export function valueOf(cell: string): string {
  return cell.toLowerCase().replace(/[\s,-]+/g, '_');
}

/** `Full time; job share` → `full_time`, `job_share`. */
export function valuesIn(cell: string): string[] {
  return cell
    .split(/[,;/|]/)
    .map((part) => valueOf(part.trim()))
    .filter((value) => value !== '');
}

/** `Adults and children` → `adult_and_child`. */
export function workforceOf(cell: string): string {
  return valueOf(cell).replace('adults', 'adult').replace('children', 'child');
}

export function answerOf(cell: string): boolean | string {
  if (/^(yes|y|true|1)$/i.test(cell)) return true;
  return /^(no|n|false|0)$/i.test(cell) ? false : cell;
}

/** Spreadsheets that show shares as percentages write 0.6 as `60%`. */
export function shareIn(cell: string): number | string {
  const [, percent] = /^(\d+(?:\.\d+)?) ?%$/.exec(cell) ?? [];
  return percent === undefined ? numberIn(cell) : Number(percent) / 100;
}

/** The end of a day. Spreadsheets of this country write days as 31/01/2027. */
export function endOfDayIn(cell: string): string {
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell);
  const [, day = '', month = '', year = ''] = british ?? [];
  return endOfDayInLondon(british ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : cell);
}

/** Whether a spreadsheet took a range of bands for a date: `5/6` → `05-Jun`, `06-May`, `05/06/2026` or `2026-06-05`. */
export function isBandAsDate(cell: string): boolean {
  return /^\d{1,2}[- ][a-z]{3,9}([- ]\d{2,4})?$|^\d{1,4}([-/.])\d{1,2}\2\d{2,4}$|^0\d[-/]0\d$/i.test(cell);
}
