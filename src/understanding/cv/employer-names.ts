import type { Sector } from '../../taxonomy/concept.js';
import type { PreparedText } from '../prepare-text.js';
import type { TextRole } from './read-role.js';

/** "Same trust", or an employer called by the name under which another post has it in full. */
export function knownSector(
  prepared: PreparedText,
  roles: readonly TextRole[],
  index: number,
): Sector | null {
  const role = roles[index];
  if (role === undefined) return null;
  const words = prepared.text.slice(role.header.start, role.header.end);
  if (/\bsame (?:trust|council|employer|team|hospital)\b/i.test(words))
    return roles[index - 1]?.sector ?? null;
  const names = new Set(words.match(/\b[A-Z][a-z]{4,}\b/g) ?? []);
  const namesake = roles.find(
    ({ employer, sector }) =>
      sector !== null &&
      employer !== null &&
      (prepared.text.slice(employer.start, employer.end).match(/\b[A-Z][a-z]{4,}\b/g) ?? []).some(
        (name) => names.has(name) && !COMMON_NAMES.has(name),
      ),
  );
  return namesake?.sector ?? null;
}

/** Words of many employers' names. */
const COMMON_NAMES = new Set(
  'Occupational Therapy Therapist Senior Community Health Mental Hospital Hospitals Trust Council County Borough London Services Service Healthcare Foundation Team Manager Specialist Teaching University School Support Worker Assistant'.split(
    ' ',
  ),
);
