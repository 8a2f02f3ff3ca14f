import { SECTORS, type Sector } from '../../taxonomy/concept.js';
import { monthsIn } from './months-in-posts.js';
import type { TextRole } from './read-role.js';

/** Months of occupational therapy per sector. Offsets into the prepared text. */
export interface SectorSpell {
  readonly sector: Sector;
  readonly months: number;
  readonly evidence: { readonly start: number; readonly end: number };
}

/**
 * Whole months per sector over posts of occupational therapy; overlapping posts count once.
 *
 * @param latest to when a post still held lasts, see `latestDate`
 */
export function sectorHistory(roles: readonly TextRole[], latest: number): readonly SectorSpell[] {
  const posts = roles.filter(
    (role) => role.kind === 'employment' && role.occupationalTherapy && role.sector !== null,
  );
  const spells: SectorSpell[] = [];
  for (const sector of SECTORS) {
    const own = posts.filter((post) => post.sector === sector);
    const first = own[0];
    if (first === undefined) continue;
    spells.push({ sector, months: monthsIn(own, latest), evidence: first.employer ?? first.header });
  }
  return spells;
}
