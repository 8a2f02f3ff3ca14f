import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import { noteConsentOfMerged } from '../candidates/duplicates/person-of.js';
import { lockPerson } from '../candidates/find-person.js';
import type { ConsentScope } from '../database/generated/enums.js';
import type { Actor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';
import { faultyField, Problem } from '../http/problem.js';
import type { OwedJob } from '../queue/queue.js';
import { DEFAULT_DAYS } from './consent-terms.js';
import { rankAgain } from './rank-again.js';
import type { newConsent } from './schema.js';
import { toldHow } from './told-how.js';

/** A day's difference is no new agreement. */
const SAME_DAYS = 1;

/**
 * Writes down that a person agrees: said by themselves, or heard by staff, who say how. Where the same agreement stands
 * for as long, nothing is added. In the caller's transaction.
 *
 * @returns the jobs that are owed.
 * @throws Problem `not_found`, also for somebody else's record; `invalid_request`; `keeping_needed`.
 */
export async function giveConsent(
  tx: Transaction,
  actor: Actor,
  candidateId: string,
  consent: z.output<typeof newConsent>,
): Promise<readonly OwedJob[]> {
  const { scope, vacancyId } = consent;
  const given = toldHow(actor, consent.how);
  const personId = await lockPerson(tx, actor, candidateId);
  if (vacancyId !== undefined) await requireVacancy(tx, vacancyId);
  if (scope !== 'keep') await requireKeeping(tx, personId);
  const id = await insertConsent(tx, personId, {
    scope,
    vacancyId: vacancyId ?? null,
    given,
    days: consent.expiresInDays ?? DEFAULT_DAYS[scope],
    givenById: actor.kind === 'staff' ? actor.staffId : null,
    note: consent.note ?? null,
  });
  if (id === null) return [];
  if (personId !== candidateId) await noteConsentOfMerged(tx, candidateId, id);
  const owed = scope === 'keep' ? [await rankAgain(tx, personId, `consent-${id}`)] : [];
  await appendAudit(tx, {
    actor,
    action: 'consent.given',
    subject: `candidate:${personId}`,
    facts: { consentId: id, scope, given, ...(vacancyId === undefined ? {} : { vacancyId }) },
  });
  return owed;
}

/** Whether the person lets us do it now. */
export async function hasConsent(tx: Transaction, personId: string, scope: ConsentScope): Promise<boolean> {
  const standing = await tx.consent.count({
    where: {
      candidateId: personId,
      scope,
      withdrawnAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
    },
  });
  return standing > 0;
}

/** @throws Problem `keeping_needed` where the person does not let us keep their data now. */
export async function requireKeeping(tx: Transaction, personId: string): Promise<void> {
  if (!(await hasConsent(tx, personId, 'keep'))) throw new Problem('keeping_needed');
}

interface ConsentRow {
  readonly scope: ConsentScope;
  readonly vacancyId: string | null;
  readonly given: string;
  readonly days: number;
  readonly givenById: string | null;
  readonly note: string | null;
}

/** @returns its id; null: the same agreement stands for as long already. */
export async function insertConsent(
  tx: Transaction,
  candidateId: string,
  { scope, vacancyId, given, days, givenById, note }: ConsentRow,
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO consent (id, candidate_id, scope, vacancy_id, cv_id, given, given_by_id, given_note, given_at, expires_at)
    SELECT ${uuidv7()}::uuid, ${candidateId}::uuid, ${scope}::consent_scope, ${vacancyId}::uuid,
           (SELECT cv_id FROM profile WHERE candidate_id = ${candidateId}::uuid), ${given}, ${givenById}::uuid, ${note},
           now(), now() + make_interval(days => ${days})
     WHERE NOT EXISTS (
       SELECT 1 FROM consent
        WHERE candidate_id = ${candidateId}::uuid AND scope = ${scope}::consent_scope
          AND vacancy_id IS NOT DISTINCT FROM ${vacancyId}::uuid AND withdrawn_at IS NULL
          AND (expires_at IS NULL OR expires_at > now() + make_interval(days => ${days - SAME_DAYS})))
    RETURNING id`;
  return rows[0]?.id ?? null;
}

async function requireVacancy(tx: Transaction, id: string): Promise<void> {
  const vacancy = await tx.vacancy.findUnique({ where: { id }, select: { status: true } });
  if (!vacancy) {
    throw faultyField('vacancyId', 'There is no such vacancy.');
  }
  if (vacancy.status === 'closed') throw new Problem('vacancy_closed');
}
