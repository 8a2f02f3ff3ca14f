import type { Database } from '../database/client.js';

export interface Hold {
  readonly id: string;
  readonly candidateId: string;
  readonly reason: string;
  readonly placedAt: string;
  readonly placedBy: string;
}

/** Legal holds that stand, the oldest first. */
export async function listHolds({ pool }: Database): Promise<Hold[]> {
  const { rows } = await pool.query<Omit<Hold, 'placedAt'> & { placedAt: Date }>(
    `SELECT h.id, h.candidate_id AS "candidateId", h.reason, h.placed_at AS "placedAt",
            coalesce(s.name, 'a former colleague') AS "placedBy"
       FROM legal_hold h LEFT JOIN staff s ON s.id = h.placed_by_id
      WHERE h.lifted_at IS NULL ORDER BY h.placed_at, h.id LIMIT 200`,
  );
  return rows.map((row) => ({ ...row, placedAt: row.placedAt.toISOString() }));
}

export interface SetApart {
  readonly candidateId: string;
  readonly since: string;
  /** The day on which they are erased, unless they agree again. */
  readonly eraseAfter: string;
}

/** People who are set apart, the first to be erased first. */
export async function listSetApart({ prisma }: Database): Promise<SetApart[]> {
  const rows = await prisma.quarantine.findMany({ orderBy: { eraseAfter: 'asc' }, take: 200 });
  return rows.map(({ candidateId, since, eraseAfter }) => ({
    candidateId,
    since: since.toISOString(),
    eraseAfter: eraseAfter.toISOString(),
  }));
}

export interface ErasureState {
  readonly erasedAt: string;
  readonly reason: string;
  /** Documents that have still to be removed from storage. */
  readonly documents: number;
}

/** Erasures that are not finished: files or the ledger are still owed. */
export async function listOwedErasures({ pool }: Database): Promise<ErasureState[]> {
  const { rows } = await pool.query<Omit<ErasureState, 'erasedAt'> & { erasedAt: Date }>(
    `SELECT erased_at AS "erasedAt", reason, cardinality(storage_keys) AS documents
       FROM erasure WHERE completed_at IS NULL ORDER BY erased_at LIMIT 200`,
  );
  return rows.map((row) => ({ ...row, erasedAt: row.erasedAt.toISOString() }));
}
