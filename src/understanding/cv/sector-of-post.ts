import type { Sector } from '../../taxonomy/concept.js';
import { matchesOf } from '../matches-of.js';
import type { PreparedText } from '../prepare-text.js';
import { sectorOf } from './employer-sector.js';
import { isAbroad } from './overseas.js';
import type { RoleHeader } from './role-header.js';

const NAME = "((?:the )?[A-Z][\\w'’&-]*(?:\\s(?:[A-Z][\\w'’&-]*|of|and|for|&)){0,8})";
/** "Run by Northern Fells NHS Trust", in the sentences below a header that names a house or a unit alone. */
const RUN_BY = new RegExp(
  `\\b(?:[Rr]un|[Mm]anaged|[Pp]rovided|[Oo]wned|[Ee]mployed) by ${NAME}|(?<!\\bas )\\b(?:[Pp]art|[Uu]nit) of ${NAME}`,
  'g',
);
const RUN_BY_WITHIN = 300;

/** What the field for the employer says, or the header, or the sentences below it that say by name whose the place is. */
export function namedSector(
  { text }: PreparedText,
  header: RoleHeader,
  words: string,
  end: number,
): Sector | null {
  const { employer } = header.fields ?? {};
  const field = employer === undefined ? null : sectorOf(text.slice(employer.start, employer.end));
  const said = field ?? sectorOf(words);
  if (said !== null) return said;
  for (const owner of matchesOf(
    RUN_BY,
    text.slice(header.start, Math.min(end, header.end + RUN_BY_WITHIN)),
  )) {
    const sector = sectorOf(owner[1] ?? owner[2] ?? '');
    if (sector !== null) return sector;
  }
  return null;
}

/** Bands are the NHS's own (Agenda for Change); "Band 6 equivalent" is somebody else's pay. */
export function isOfHealthService(words: string): boolean {
  return !/\bequivalent|comparable|\bequal to\b/i.test(words) && !isAbroad(words);
}
