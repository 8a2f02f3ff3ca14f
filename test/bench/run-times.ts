import type { Database } from '../../src/database/client.js';
import type { Queue } from '../../src/queue/queue.js';
import { startRun } from '../../src/queue/ranking-run.js';
import { until } from './staff-client.js';

/** Seconds from the start of a run. */
export interface RunTime {
  /** To its last list on record. */
  readonly written: number;
  /** To the last row of an old list deleted. */
  readonly cleared: number;
}

/** A run of everybody against every vacancy, from asking for it. */
export async function timeRun({ pool }: Database, queue: Queue, key: string): Promise<RunTime> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const none = async (text: string, values: string[]): Promise<boolean> =>
    (await pool.query(`${text} LIMIT 1`, values)).rowCount === 0;
  const run = await startRun(pool, key, 'asked');
  await queue.enqueueRun(run);
  await until(
    () => none('SELECT FROM ranking_run_item WHERE run_id = $1 AND done_at IS NULL', [run.runId]),
    10,
  );
  const written = seconds();
  await until(() => none('SELECT FROM ranking_run WHERE id = $1 AND finished_at IS NULL', [run.runId]), 50);
  await until(
    () =>
      none('SELECT FROM match m JOIN vacancy v ON v.id = m.vacancy_id AND m.generation < v.generation', []),
    200,
  );
  return { written, cleared: seconds() };
}

/** Ms from asking for the list of one vacancy to its pointer on the new one. */
export async function timeVacancies({ pool }: Database, queue: Queue): Promise<number[]> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM vacancy ORDER BY id LIMIT 40');
  const times: number[] = [];
  for (const { id } of rows) {
    await pool.query('UPDATE vacancy SET ranked_versions = NULL WHERE id = $1', [id]);
    const started = performance.now();
    await queue.enqueue('rank-vacancy', { vacancyId: id });
    await until(async () => {
      const { rowCount } = await pool.query(
        'SELECT FROM vacancy WHERE id = $1 AND ranked_versions IS NOT NULL',
        [id],
      );
      return rowCount === 1;
    }, 2);
    times.push(performance.now() - started);
  }
  return times;
}
