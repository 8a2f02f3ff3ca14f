import type { YearMonth } from '../../../../src/understanding/profile.js';
import { quote, read } from './read-cv.js';

function when(at: YearMonth | 'present' | null): string {
  if (at === null || at === 'present') return at ?? 'unknown';
  return at.month === null ? String(at.year) : `${String(at.year)}-${String(at.month)}`;
}

/** The posts of a CV, each as `title @ employer, level, from to`, the way a person would jot them down. */
export function describeRoles(text: string): readonly string[] {
  return read(text).roles.map(({ title, employer, band, grade, from, to }) => {
    const level = band === null ? (grade ?? 'no level') : `Band ${band}`;
    return `${quote(text, title) ?? 'no title'} @ ${quote(text, employer) ?? 'no employer'}, ${level}, ${when(from)} ${when(to)}`;
  });
}
