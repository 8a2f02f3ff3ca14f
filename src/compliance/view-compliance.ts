import type { z } from 'zod';
import { appendLook } from '../audit/append-look.js';
import { recordsOf } from '../candidates/duplicates/records-of.js';
import { findPerson } from '../candidates/find-person.js';
import type { Database } from '../database/client.js';
import { staffNames } from '../decisions/what-was-shown.js';
import type { Actor } from '../http/actor.js';
import { asActor } from '../http/as-actor.js';
import { maskCandidate } from '../matches/present-match.js';
import { titleOf } from './check-kinds.js';
import { NOTHING_STATED, whyNot, type DbsAsked } from './check-rules.js';
import { dayInLondon } from '../london-day.js';
import { requirementStates, standing, stateUntil, type Calendar } from './check-state.js';
import { checksOnTheWay, requirementOf } from './employer-checks.js';
import { healthStage, mayAskAboutHealth, mayBeSeen } from './health-stage.js';
import { loadChecks, type StoredCheck } from './load-checks.js';
import type { complianceView } from './schema.js';

type View = z.input<typeof complianceView>;
type CheckView = View['checks'][number];

/** For their own eyes: whoever gave a reference did so in confidence (Data Protection Act 2018, Schedule 2, paragraph 24). */
const IN_CONFIDENCE = 'Given to us in confidence, so it is not shown here.';

/**
 * A person's compliance file: what a complete file shows, also for the employers that they are on their way to, the state of
 * each today, and every check, the newest first. For themselves, of the record that their link opens, without the words of
 * references and without names of staff; for staff, of all records that were merged, and the look is recorded. Health is left out until there is an offer, what an employer
 * asks about it until that employer made one, but for what the person sees of themselves.
 *
 * @throws Problem `not_found`, also for somebody else's record.
 */
export async function viewCompliance(
  database: Pick<Database, 'prisma' | 'hourlyLimits'>,
  warnDays: number,
  actor: Actor,
  candidateId: string,
): Promise<View> {
  const isTheirs = actor.kind === 'candidate';
  const { personId, checks, employers, health } = await asActor(database, actor, async (tx) => {
    const person = await findPerson(tx, actor, candidateId);
    const records = await recordsOf(tx, person);
    // The role that a candidate has in the database sees no checks of employers; what was filed of them they see anyway.
    const health = isTheirs
      ? { mayAsk: await mayAskAboutHealth(tx, records), employerChecks: new Set<string>() }
      : await healthStage(tx, records);
    const all = await loadChecks(tx, isTheirs ? [candidateId] : records);
    if (!isTheirs)
      await appendLook(database, tx, { actor, action: 'compliance.viewed', subject: `candidate:${person}` });
    const shown = isTheirs ? all : all.filter((check) => mayBeSeen(check, health));
    // Where somebody may be put forward is for staff to tell them.
    const employers = isTheirs ? [] : await checksOnTheWay(tx, records);
    return { personId: isTheirs ? candidateId : person, checks: shown, employers, health };
  });
  const names = await staffNames(database, [
    ...checks.map(({ checkedById }) => checkedById),
    ...checks.map(({ withdrawn }) => withdrawn?.byId ?? null),
  ]);
  const calendar = { today: dayInLondon(new Date()), warnDays };
  return {
    candidate: maskCandidate(personId),
    today: calendar.today,
    warnDays,
    requirements: requirementStates(checks, calendar, employers.map(requirementOf))
      .filter((one) => mayBeSeen(one, health))
      .map((one) => ({ ...one, checkIds: [...one.checkIds] })),
    checks: presentChecks(checks, calendar, names).map((check) => (isTheirs ? forThemselves(check) : check)),
  };
}

/**
 * @param names of staff, by id.
 * @param dbs what one post asks of a DBS certificate; by default what clinical work does.
 */
export function presentChecks(
  checks: readonly StoredCheck[],
  calendar: Calendar,
  names: ReadonlyMap<string, string>,
  dbs: DbsAsked = NOTHING_STATED,
): CheckView[] {
  const stands = new Set(standing(checks).map(({ id }) => id));
  // Certificates for adults and for children carry together what neither does alone.
  const carrying = new Set(requirementStates(checks, calendar, [], dbs).flatMap(({ checkIds }) => checkIds));
  const nameOf = (id: string): string => names.get(id) ?? 'a former colleague';
  return checks.map((check): CheckView => {
    const { id, kind, item, facts, checkedOn, validUntil, note, checkedById, filedAt, file, withdrawn } =
      check;
    return {
      ...{ id, kind, item, checkedOn, validUntil, note },
      title: titleOf(check),
      facts: { ...facts },
      state: withdrawn ? 'withdrawn' : stands.has(id) ? stateUntil(validUntil, calendar) : 'superseded',
      showsNothing: carrying.has(id) ? null : whyNot(check, check.hasFile, dbs),
      checkedBy: { id: checkedById, name: nameOf(checkedById) },
      filedAt: filedAt.toISOString(),
      file: file && {
        ...{ name: file.name, format: file.format, bytes: file.bytes, sha256: file.sha256 },
        scannedAt: file.scannedAt?.toISOString() ?? null,
        isKept: file.storageKey !== null,
      },
      withdrawn: withdrawn && {
        at: withdrawn.at.toISOString(),
        by: { id: withdrawn.byId, name: nameOf(withdrawn.byId) },
        reason: withdrawn.reason,
      },
    };
  });
}

function forThemselves(check: CheckView): CheckView {
  const agency = { id: null, name: 'the agency' };
  const own = {
    ...check,
    checkedBy: agency,
    withdrawn: check.withdrawn && { ...check.withdrawn, by: agency },
  };
  return check.kind === 'reference'
    ? {
        ...own,
        note: IN_CONFIDENCE,
        file: null,
        withdrawn: own.withdrawn && { ...own.withdrawn, reason: '' },
      }
    : own;
}
