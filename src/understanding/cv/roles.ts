import type { ConceptHit } from '../find-concepts.js';
import { indexAt, type PreparedText } from '../prepare-text.js';
import { knownSector } from './employer-names.js';
import { readRole, type TextRole } from './read-role.js';
import type { RoleHeader } from './role-header.js';
import { findRoleHeaders } from './role-headers.js';
import type { TextSection } from './sections.js';

/** Posts, placements and voluntary work in order of place, each reaching to the next or to the end of its section. */
export function readRoles(
  prepared: PreparedText,
  sections: readonly TextSection[],
  hits: readonly ConceptHit[],
): readonly TextRole[] {
  const headers = findRoleHeaders(prepared, sections);
  const roles = headers.map((header, index) => {
    const next = headers[index + 1]?.start ?? Infinity;
    return readRole(prepared, header, Math.min(next, bodyEnd(sections, header)), hits);
  });
  return roles.map((role, index) => ({
    ...role,
    sector: role.sector ?? knownSector(prepared, roles, index),
  }));
}

/** A post's description may run over sub-headings of work history, never into studies, referees or wishes. */
function bodyEnd(sections: readonly TextSection[], header: RoleHeader): number {
  for (let i = indexAt(sections, header.start) + 1; i < sections.length; i += 1) {
    const section = sections[i];
    if (section === undefined) break;
    if (section.kind !== 'experience' || section.sense !== header.section.sense) return section.start;
  }
  return sections.at(-1)?.end ?? header.end;
}
