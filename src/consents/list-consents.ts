import type { z } from 'zod';
import { isConsentOf } from '../candidates/duplicates/person-of.js';
import { findPerson } from '../candidates/find-person.js';
import type { Database } from '../database/client.js';
import { Prisma, type Consent } from '../database/generated/client.js';
import { staffNames } from '../decisions/what-was-shown.js';
import type { Actor } from '../http/actor.js';
import { asActor } from '../http/as-actor.js';
import type { Transaction } from '../http/idempotency.js';
import type { consentList, consentView } from './schema.js';

/** The one position that a consent of that scope is for. */
export const WITH_VACANCY = { vacancy: { include: { employer: true } } } as const;
type ConsentRow = Prisma.ConsentGetPayload<{ include: typeof WITH_VACANCY }>;

/**
 * Everything that a person ever agreed to, for themselves or for staff. Whoever holds the link of a record sees
 * what was given as that record: a merge opens nothing, to neither of the two.
 *
 * @throws Problem `not_found`, also for somebody else's record.
 */
export async function listConsents(
  database: Database,
  actor: Actor,
  candidateId: string,
): Promise<z.input<typeof consentList>> {
  return asActor(database, actor, async (tx) => {
    const personId = await findPerson(tx, actor, candidateId);
    const rows = await tx.consent.findMany({
      where: { candidateId: personId },
      include: WITH_VACANCY,
      orderBy: [{ givenAt: 'desc' }, { id: 'desc' }],
    });
    const own = actor.kind === 'candidate' ? await givenAs(tx, candidateId) : null;
    const shown = own === null ? rows : rows.filter(({ id }) => own.has(id));
    const people = actor.kind === 'staff' ? await namesOf(tx, shown) : null;
    return { items: shown.map((row) => presentConsent(row, people)) };
  });
}

/** @param people names of staff by id; null: for the person themselves, who learns that it was staff and no more. */
export function presentConsent(
  row: ConsentRow,
  people: ReadonlyMap<string, string> | null,
): z.input<typeof consentView> {
  const { id, scope, vacancyId, given, withdrawn, givenAt, expiresAt, withdrawnAt } = row;
  const who = (staffId: string | null): string | null =>
    staffId && (people === null ? 'the agency' : (people.get(staffId) ?? 'a former colleague'));
  return {
    id,
    scope,
    vacancyId,
    vacancy: row.vacancy && { title: row.vacancy.title, employer: row.vacancy.employer.name },
    stands: withdrawnAt === null && (expiresAt === null || expiresAt > new Date()),
    given,
    givenAt: givenAt.toISOString(),
    givenBy: who(row.givenById),
    expiresAt: expiresAt?.toISOString() ?? null,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
    withdrawn,
    withdrawnBy: who(row.withdrawnById),
    ...(people === null ? {} : { notes: { given: row.givenNote, withdrawn: row.withdrawnNote } }),
  };
}

/** Names of the staff who wrote these down. */
export function namesOf(
  prisma: Parameters<typeof staffNames>[0]['prisma'],
  rows: readonly Consent[],
): Promise<ReadonlyMap<string, string>> {
  return staffNames(
    { prisma },
    rows.flatMap(({ givenById, withdrawnById }) => [givenById, withdrawnById]),
  );
}

async function givenAs(tx: Transaction, candidateId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id::text FROM consent c, (SELECT ${candidateId}::uuid AS id) own
     WHERE ${Prisma.raw(isConsentOf('own.id'))}`;
  return new Set(rows.map(({ id }) => id));
}
