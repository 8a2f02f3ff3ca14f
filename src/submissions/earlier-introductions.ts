import { recordsOf } from '../candidates/duplicates/records-of.js';
import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { employerKey } from './employer-key.js';

/**
 * Days in which an introduction counts as ours with an employer, whatever the vacancy: half a year is the trade's usual
 * term; the agency's own terms of business decide.
 */
const OWNERSHIP_DAYS = 183;

/**
 * Nobody is put forward twice. The same person for the same vacancy never is, under whichever record and however long ago; the same person to
 * the same employer within the ownership period, by whatever spelling of its name, or somebody who may be the same (the same
 * HCPC number, or e-mail address), only with a reason.
 *
 * @throws Problem `submitted_already`, `submitted_before`
 */
export async function requireFirstIntroduction(
  tx: Transaction,
  { personId, vacancyId, employerId }: { personId: string; vacancyId: string; employerId: string },
  repeatReason: string | undefined,
): Promise<void> {
  const employers = await spellingsOf(tx, employerId);
  const records = await recordsOf(tx, personId);
  const rows = await tx.$queryRaw<Earlier[]>`
    SELECT s.candidate_id = ANY(${records}::uuid[]) AS same, s.vacancy_id = ${vacancyId}::uuid AS this_vacancy,
           s.employer_id = ${employerId}::uuid AS this_employer, e.name AS employer, v.title,
           to_char(s.submitted_at, 'YYYY-MM-DD') AS on
      FROM submission s JOIN vacancy v ON v.id = s.vacancy_id JOIN employer e ON e.id = s.employer_id
     WHERE s.candidate_id = ANY(${records}::uuid[]) AND s.vacancy_id = ${vacancyId}::uuid
        OR s.employer_id = ANY(${employers}::uuid[])
       AND s.submitted_at > now() - make_interval(days => ${OWNERSHIP_DAYS})
       AND s.candidate_id = ANY(${[...records, ...(await recordsAlike(tx, records))]}::uuid[])
     ORDER BY s.submitted_at DESC`;
  if (rows.some(({ same, this_vacancy: here }) => same && here)) throw new Problem('submitted_already');
  const [earlier] = rows;
  if (!earlier || repeatReason !== undefined) return;
  const who = earlier.same ? 'This person was' : 'Somebody who may be the same person was';
  const whom = earlier.this_employer
    ? 'this employer'
    : `"${earlier.employer}", which may be this employer by another name,`;
  throw new Problem('submitted_before', {
    detail: `${who} put forward to ${whom} on ${earlier.on} for "${earlier.title}". If it is right to do so again, say why in "repeatReason".`,
  });
}

interface Earlier {
  readonly same: boolean;
  readonly this_vacancy: boolean;
  readonly this_employer: boolean;
  readonly employer: string;
  readonly title: string;
  readonly on: string;
}

/** The employer, and those whose names are spellings of its own. Two introductions to one of them wait for each other. */
async function spellingsOf(tx: Transaction, employerId: string): Promise<string[]> {
  const employers = await tx.employer.findMany({ select: { id: true, name: true } });
  const key = employerKey(employers.find(({ id }) => id === employerId)?.name ?? '');
  // The other record of a person is another row, and so is the other spelling.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(7170005, hashtext(${key}))`;
  return employers.filter(({ name }) => employerKey(name) === key).map(({ id }) => id);
}

/** Records of whoever may be the same: of all that were merged on either side, since each keeps its own address. */
async function recordsAlike(tx: Transaction, records: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE alike AS (
      SELECT b.candidate_id AS id FROM contact a JOIN contact b ON b.email_key = a.email_key
       WHERE a.candidate_id = ANY(${[...records]}::uuid[])
      UNION
      SELECT b.candidate_id FROM profile a JOIN profile b ON b.hcpc_number = a.hcpc_number
       WHERE a.candidate_id = ANY(${[...records]}::uuid[])
    ), up AS (
      SELECT c.id, c.merged_into_id FROM alike JOIN candidate c ON c.id = alike.id
      UNION
      SELECT c.id, c.merged_into_id FROM up JOIN candidate c ON c.id = up.merged_into_id
    ), theirs AS (
      SELECT id FROM up WHERE merged_into_id IS NULL
      UNION
      SELECT c.id FROM theirs JOIN candidate c ON c.merged_into_id = theirs.id
    )
    SELECT id::text FROM theirs`;
  return rows.map(({ id }) => id);
}
