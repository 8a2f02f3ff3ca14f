import { recordsOf } from '../candidates/duplicates/records-of.js';
import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';

/**
 * Days in which an introduction counts as ours with an employer, whatever the vacancy: half a year is the trade's usual
 * term; the agency's own terms of business decide.
 */
const OWNERSHIP_DAYS = 183;

/**
 * Nobody is put forward twice. The same person for the same vacancy never is, under whichever record and however long ago; the same person to
 * the same employer within the ownership period, or somebody who may be the same (the same HCPC number, or e-mail
 * address), only with a reason.
 *
 * @throws Problem `submitted_already`, `submitted_before`
 */
export async function requireFirstIntroduction(
  tx: Transaction,
  { personId, vacancyId, employerId }: { personId: string; vacancyId: string; employerId: string },
  repeatReason: string | undefined,
): Promise<void> {
  // Two introductions to one employer wait for each other: the other record of a person is another row.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(7170005, hashtext(${employerId}))`;
  const records = await recordsOf(tx, personId);
  const rows = await tx.$queryRaw<{ same: boolean; this_vacancy: boolean; title: string; on: string }[]>`
    SELECT s.candidate_id = ANY(${records}::uuid[]) AS same, s.vacancy_id = ${vacancyId}::uuid AS this_vacancy, v.title,
           to_char(s.submitted_at, 'YYYY-MM-DD') AS on
      FROM submission s JOIN vacancy v ON v.id = s.vacancy_id
     WHERE s.candidate_id = ANY(${records}::uuid[]) AND s.vacancy_id = ${vacancyId}::uuid
        OR s.employer_id = ${employerId}::uuid
       AND s.submitted_at > now() - make_interval(days => ${OWNERSHIP_DAYS})
       AND (s.candidate_id = ANY(${records}::uuid[])
            OR EXISTS (SELECT 1 FROM contact a JOIN contact b ON b.email_key = a.email_key
                        WHERE a.candidate_id = ${personId}::uuid AND b.candidate_id = s.candidate_id)
            OR EXISTS (SELECT 1 FROM profile a JOIN profile b ON b.hcpc_number = a.hcpc_number
                        WHERE a.candidate_id = ${personId}::uuid AND b.candidate_id = s.candidate_id))
     ORDER BY s.submitted_at DESC`;
  if (rows.some(({ same, this_vacancy: here }) => same && here)) throw new Problem('submitted_already');
  const [earlier] = rows;
  if (!earlier || repeatReason !== undefined) return;
  const who = earlier.same ? 'This person was' : 'Somebody who may be the same person was';
  throw new Problem('submitted_before', {
    detail: `${who} put forward to this employer on ${earlier.on} for "${earlier.title}". If it is right to do so again, say why in "repeatReason".`,
  });
}
