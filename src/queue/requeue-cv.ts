import type pg from 'pg';
import type { Enqueue } from './contracts.js';

/**
 * Gives CVs that failed all their attempts again, from the stage where they failed: those given, or all. Resolves to
 * their number. What the queue does not take now, the reconciler enqueues.
 */
export async function requeueFailedCvs(
  pool: pg.Pool,
  enqueue: Enqueue,
  cvIds: readonly string[] | 'all',
): Promise<number> {
  const { rows } = await pool.query<{ id: string; status: 'received' | 'read'; epoch: number }>(
    `UPDATE cv SET status = CASE WHEN EXISTS (SELECT 1 FROM cv_text t WHERE t.cv_id = cv.id)
                                 THEN 'read'::cv_status ELSE 'received' END,
                   detail = NULL, attempts = 0, epoch = epoch + 1, worker = NULL, lease_until = NULL
      WHERE status = 'failed' AND ($1::uuid[] IS NULL OR id = ANY ($1))
      RETURNING id, status, epoch`,
    [cvIds === 'all' ? null : cvIds],
  );
  for (const { id, status, epoch } of rows) {
    await enqueue(status === 'read' ? 'profile-cv' : 'extract-cv', { cvId: id }, { revision: epoch });
  }
  return rows.length;
}
