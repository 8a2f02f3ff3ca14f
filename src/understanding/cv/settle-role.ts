import { OCCUPATIONAL_THERAPY, type ProfessionReading } from './profession.js';
import type { TextRole } from './read-role.js';
import type { RegistrationReading } from './registration.js';

/**
 * A post whose header names no profession ("Team Manager", "Band 6, stroke ward", "Early intervention team, … NHS
 * Trust") is an occupational therapist's when the person is one.
 */
export function settleRole(role: TextRole, profession: ProfessionReading): TextRole {
  const { titleReading } = role;
  if (profession.name !== OCCUPATIONAL_THERAPY) {
    return titleReading?.core === 'management' ? { ...role, occupationalTherapy: false, stage: null } : role;
  }
  if (role.kind === 'placement') return { ...role, occupationalTherapy: true, stage: null };
  const levelled = titleReading?.core === 'management' || role.band !== null || role.grade !== null;
  const untitled =
    titleReading === null && !role.otherTitle && (role.sector === 'nhs' || role.sector === 'local_authority');
  const open = role.profession === null && role.kind === 'employment' && (levelled || untitled);
  return role.occupationalTherapy || open ? { ...role, occupationalTherapy: true } : { ...role, stage: null };
}

/** Support staff and other professions have no registration as occupational therapists to show. */
export function settleRegistration(
  reading: RegistrationReading,
  profession: ProfessionReading,
  roles: readonly TextRole[],
): RegistrationReading {
  if (profession.name !== OCCUPATIONAL_THERAPY)
    return { state: 'none', number: null, evidence: null, removed: false, restricted: null };
  const posts = roles.filter((role) => role.kind === 'employment' && role.occupationalTherapy);
  const onlySupport = posts.length > 0 && posts.every(({ stage }) => stage === 'support_worker');
  // The law of this country lets nobody hold a therapist's post unregistered, so a lapse before the present one is over.
  const practises = posts.some(
    ({ to, stage, abroad }) => to === 'present' && !abroad && stage !== null && stage !== 'support_worker',
  );
  if (reading.state === 'lapsed' && !reading.removed && reading.number !== null && practises)
    return { ...reading, state: 'registered' };
  return reading.state === 'not_evidenced' && onlySupport ? { ...reading, state: 'none' } : reading;
}
