import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { inTransaction } from './in-transaction.js';

export const RUN_REASONS = ['asked', 'versions'] as const;
export type RunReason = (typeof RUN_REASONS)[number];

/** Vacancies of one job: so many are locked together, for a second or so. */
const CHUNK = 10;

/** A run as it was started, or the one that was under way already. */
export interface StartedRun {
  readonly runId: string;
  readonly isNew: boolean;
  readonly chunks: number;
}

/**
 * Owes every open vacancy a new list (`asked`), or those that are owed one, as after a change of versions (`versions`), as
 * one run that can be watched. One at a time: while one is under way, that one is returned.
 */
export function startRun(pool: pg.Pool, versionKey: string, reason: RunReason): Promise<StartedRun> {
  return inTransaction(pool, async (client) => {
    await client.query('LOCK TABLE ranking_run IN SHARE ROW EXCLUSIVE MODE');
    const { rows: running } = await client.query<{ id: string; chunks: number }>(
      `SELECT r.id, (SELECT count(DISTINCT chunk)::int FROM ranking_run_item WHERE run_id = r.id) AS chunks
         FROM ranking_run r WHERE r.finished_at IS NULL LIMIT 1`,
    );
    if (running[0]) return { runId: running[0].id, isNew: false, chunks: running[0].chunks };
    const runId = uuidv7();
    await client.query('INSERT INTO ranking_run (id, reason, versions) VALUES ($1, $2, $3)', [
      runId,
      reason,
      versionKey,
    ]);
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM vacancy WHERE status = 'open'
          AND ($1 OR ranked_versions IS DISTINCT FROM $2 OR ranked_revision IS DISTINCT FROM revision)
        ORDER BY id FOR NO KEY UPDATE`,
      [reason === 'asked', versionKey],
    );
    const ids = rows.map(({ id }) => id);
    await client.query('UPDATE vacancy SET ranked_versions = NULL WHERE id = ANY ($1::uuid[])', [ids]);
    await client.query(
      `INSERT INTO ranking_run_item (run_id, vacancy_id, chunk)
       SELECT $1, id, ((place - 1) / $3)::int FROM unnest($2::uuid[]) WITH ORDINALITY AS open (id, place)`,
      [runId, ids, CHUNK],
    );
    if (ids.length === 0) await finishRuns(client);
    return { runId, isNew: true, chunks: Math.ceil(ids.length / CHUNK) };
  });
}

/** Vacancies of a chunk that still have to be ranked. */
export async function openItems(pool: pg.Pool, runId: string, chunk: number): Promise<string[]> {
  const { rows } = await pool.query<{ vacancy_id: string }>(
    'SELECT vacancy_id FROM ranking_run_item WHERE run_id = $1 AND chunk = $2 AND done_at IS NULL ORDER BY vacancy_id',
    [runId, chunk],
  );
  return rows.map((row) => row.vacancy_id);
}

/** All vacancies of a run. */
export async function itemsOf(pool: pg.Pool, runId: string): Promise<string[]> {
  const { rows } = await pool.query<{ vacancy_id: string }>(
    'SELECT vacancy_id FROM ranking_run_item WHERE run_id = $1 ORDER BY vacancy_id',
    [runId],
  );
  return rows.map((row) => row.vacancy_id);
}

/** Ends the runs of which nothing is left to do. */
export async function finishRuns(reader: Pick<pg.ClientBase, 'query'>): Promise<void> {
  await reader.query(
    `UPDATE ranking_run SET finished_at = now()
      WHERE finished_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM ranking_run_item WHERE run_id = ranking_run.id AND done_at IS NULL)`,
  );
}
