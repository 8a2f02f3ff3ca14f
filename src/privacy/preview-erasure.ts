import { recordsOf } from '../candidates/duplicates/records-of.js';
import { personOf } from '../candidates/duplicates/person-of.js';
import { findPerson } from '../candidates/find-person.js';
import { revealNames } from '../candidates/reveal-names.js';
import type { Database } from '../database/client.js';
import type { StaffActor } from '../http/named-person.js';
import { obligationOf } from './conduct-record.js';

/** People that one search gives. */
const MOST = 20;

/** What would go, in numbers, and what stands against it. */
export interface ErasurePreview {
  /** The record that speaks for the person. */
  readonly id: string;
  readonly name: string;
  readonly counts: Readonly<Record<ErasedKind, number>>;
  /** Until when the particulars of introductions are kept, and to whom they were made; null: nothing is kept. */
  readonly kept: { readonly until: string; readonly introductions: readonly Introduced[] } | null;
  /** Legal holds that stand: nothing is erased. */
  readonly holds: readonly { readonly id: string; readonly reason: string; readonly placedAt: string }[];
}

interface Introduced {
  readonly employer: string;
  readonly vacancy: string;
  readonly at: string;
}

export const ERASED_KINDS = [
  'records',
  'cvs',
  'checks',
  'consents',
  'candidacies',
  'messages',
  'requests',
] as const;
type ErasedKind = (typeof ERASED_KINDS)[number];

/**
 * People by their id, reference, e-mail address, HCPC number or a part of their name; each by the record that speaks for
 * them. That their names are shown is recorded.
 */
export async function findPeople(
  database: Database,
  actor: StaffActor,
  words: string,
): Promise<{ readonly id: string; readonly name: string }[]> {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  const { rows } = await database.pool.query<{ id: string }>(
    `SELECT k.candidate_id AS id FROM contact k LEFT JOIN profile p ON p.candidate_id = k.candidate_id
      WHERE k.candidate_id::text = $1 OR 'c-' || right(k.candidate_id::text, 6) = $1 OR k.email_key = $1
         OR p.hcpc_number = upper($1) OR position($1 IN lower(k.name)) > 0
      ORDER BY k.candidate_id LIMIT $2`,
    [wanted, MOST],
  );
  const people = await database.prisma.$transaction((tx) =>
    Promise.all(rows.map(({ id }) => personOf(tx, id))),
  );
  const ids = [...new Set(people.filter((id) => id !== null))];
  const names = await revealNames(database, actor, ids);
  return ids.map((id) => ({ id, name: names.get(id) ?? '' }));
}

/**
 * What would be erased of a person, and what the law obliges to keep. Their name is shown, which is recorded.
 *
 * @throws Problem `not_found`
 */
export async function previewErasure(
  database: Database,
  actor: StaffActor,
  candidateId: string,
): Promise<ErasurePreview> {
  const found = await database.prisma.$transaction(async (tx) => {
    const id = await findPerson(tx, actor, candidateId);
    const records = await recordsOf(tx, id);
    const where = { candidateId: { in: records } };
    const counts = {
      records: records.length,
      cvs: await tx.cv.count({ where }),
      checks: await tx.complianceCheck.count({ where }),
      consents: await tx.consent.count({ where }),
      candidacies: await tx.candidacy.count({ where }),
      messages: (await tx.message.count({ where })) + (await tx.question.count({ where })),
      requests: (await tx.personRequest.count({ where })) + (await tx.correction.count({ where })),
    };
    const holds = await tx.legalHold.findMany({
      where: { ...where, liftedAt: null },
      orderBy: { placedAt: 'asc' },
    });
    return { id, counts, holds, obligation: await obligationOf(tx, records) };
  });
  const { id, counts, holds, obligation } = found;
  const names = await revealNames(database, actor, [id]);
  return {
    id,
    name: names.get(id) ?? '',
    counts,
    kept: obligation && {
      until: obligation.until.toISOString(),
      introductions: obligation.rows.map(({ employer, vacancy, submitted_at }) => ({
        employer,
        vacancy,
        at: submitted_at.toISOString(),
      })),
    },
    holds: holds.map((hold) => ({ id: hold.id, reason: hold.reason, placedAt: hold.placedAt.toISOString() })),
  };
}
