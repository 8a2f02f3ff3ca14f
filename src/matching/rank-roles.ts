import type { Role } from '../understanding/profile.js';

/**
 * Place of each role in time, 0 for the latest: a role held now goes first, then by end, then by beginning, then by
 * place in the text. Only the order counts, so that a pause, a late start or an early one changes nothing.
 *
 * @returns one number per role, in the order of `roles`; roles that overlap keep different numbers only by their dates.
 */
export function rankRoles(roles: readonly Role[]): readonly number[] {
  const employed = roles
    .map((role, index) => ({ role, index }))
    .filter(({ role }) => role.kind === 'employment' && role.occupationalTherapy)
    .sort(
      (a, b) => ending(b.role) - ending(a.role) || beginning(b.role) - beginning(a.role) || a.index - b.index,
    );
  const places = new Array<number>(roles.length).fill(employed.length);
  employed.forEach(({ role, index }, place) => {
    const before = employed[place - 1];
    const together = before !== undefined && role.to === 'present' && before.role.to === 'present';
    places[index] = together ? (places[before.index] ?? place) : place;
  });
  return places;
}

const UNKNOWN = -1;
const NOW = Number.MAX_SAFE_INTEGER;

function ending({ to }: Role): number {
  return to === 'present' ? NOW : to === null ? UNKNOWN : to.year * 12 + (to.month ?? 6);
}

function beginning({ from }: Role): number {
  return from === null ? UNKNOWN : from.year * 12 + (from.month ?? 6);
}
