import type pg from 'pg';

/** Notes that a CV's document was scanned, so that it need not be again. */
export async function noteScan(pool: pg.Pool, cvId: string): Promise<void> {
  await pool.query('UPDATE cv SET scanned_at = now() WHERE id = $1', [cvId]);
}
