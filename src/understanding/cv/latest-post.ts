import type { TextRole } from './read-role.js';

/** The post still held, or else the one that ended last; of equal ones the first in the text. */
export function latestOf(roles: readonly TextRole[]): TextRole | undefined {
  return [...roles].sort((a, b) => endOf(b) - endOf(a) || beginOf(b) - beginOf(a) || a.start - b.start)[0];
}

/** Months since year 0; the present is later than every date, an unknown end as late as its beginning. */
export function endOf(role: TextRole): number {
  if (role.to === 'present') return Number.MAX_SAFE_INTEGER;
  const at = role.to ?? role.from;
  return at === null ? -1 : at.year * 12 + (at.month ?? 12);
}

function beginOf(role: TextRole): number {
  return role.from === null ? -1 : role.from.year * 12 + (role.from.month ?? 1);
}
