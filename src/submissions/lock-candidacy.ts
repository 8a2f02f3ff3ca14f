import { personOf } from '../candidates/duplicates/person-of.js';
import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import type { Post } from './evidence.js';
import type { PipelineStage } from './pipeline-stages.js';
import type { StandingCandidacy } from './write-move.js';

export interface LockedCandidacy extends StandingCandidacy {
  /** The record that speaks for the person now. */
  readonly personId: string;
  readonly vacancyOpen: boolean;
  readonly post: Post;
}

/**
 * A candidacy that nobody else changes until the transaction ends, with its person: the person first, as everywhere.
 *
 * @param requireSeen throws when what the caller saw is not this revision, such as `requireMatch` by If-Match.
 * @throws Problem `not_found`, and what `requireSeen` throws.
 */
export async function lockCandidacy(
  tx: Transaction,
  id: string,
  requireSeen: (revision: number) => void,
): Promise<LockedCandidacy> {
  const seen = await tx.candidacy.findUnique({ where: { id }, select: { candidateId: true } });
  const personId = seen && (await personOf(tx, seen.candidateId));
  if (!personId) throw new Problem('not_found');
  await tx.$executeRaw`SELECT 1 FROM candidate WHERE id = ${personId}::uuid FOR NO KEY UPDATE`;
  const rows = await tx.$queryRaw<
    {
      candidate_id: string;
      vacancy_id: string;
      stage: PipelineStage;
      revision: number;
      open: boolean;
      employer_id: string;
      contract: string | null;
      registration: boolean;
      description: string;
      dbs_level: string | null;
      dbs_workforce: string | null;
      fields_set_by_staff: string[];
    }[]
  >`
    SELECT c.candidate_id::text, c.vacancy_id::text, c.stage, c.revision, v.status = 'open' AS open, v.employer_id::text,
           v.contract, v.description, v.dbs_level, v.dbs_workforce, v.fields_set_by_staff,
           coalesce((v.requirement->>'registrationRequired')::boolean, true) AS registration
      FROM candidacy c JOIN vacancy v ON v.id = c.vacancy_id WHERE c.id = ${id}::uuid FOR UPDATE OF c`;
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  requireSeen(row.revision);
  return {
    id,
    candidateId: row.candidate_id,
    vacancyId: row.vacancy_id,
    stage: row.stage,
    revision: row.revision,
    personId,
    vacancyOpen: row.open,
    post: {
      ...{ contract: row.contract, registrationRequired: row.registration },
      ...{ employerId: row.employer_id, description: row.description },
      ...{ dbsLevel: row.dbs_level, dbsWorkforce: row.dbs_workforce },
      fieldsSetByStaff: row.fields_set_by_staff,
    },
  };
}
