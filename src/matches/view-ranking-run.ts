import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database } from '../database/client.js';
import { openEventStream } from '../http/event-stream.js';
import { Problem } from '../http/problem.js';
import { RUN_REASONS } from '../queue/ranking-run.js';

export const rankingRun = z
  .object({
    id: z.uuid(),
    reason: z
      .enum(RUN_REASONS)
      .meta({ description: '`versions`: another version of the program, its rules or its taxonomy.' }),
    versions: z.string(),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    vacancies: z.object({ total: z.int(), done: z.int() }),
  })
  .meta({ id: 'RankingRun' });

type View = z.input<typeof rankingRun>;

interface Row {
  readonly id: string;
  readonly reason: View['reason'];
  readonly versions: string;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly total: number;
  readonly done: number;
}

const RUN = `
  SELECT r.id, r.reason, r.versions, r.started_at, r.finished_at, i.total, i.done
    FROM ranking_run r, LATERAL (
      SELECT count(*)::int AS total, count(done_at)::int AS done FROM ranking_run_item WHERE run_id = r.id) i`;

/** @throws Problem `not_found` */
export async function viewRun({ pool }: Database, id: string): Promise<View> {
  const { rows } = await pool.query<Row>({
    name: 'ranking-run',
    text: `${RUN} WHERE r.id = $1`,
    values: [id],
  });
  if (!rows[0]) throw new Problem('not_found');
  return present(rows[0]);
}

/** The last twenty, the latest first. */
export async function listRuns({ pool }: Database): Promise<View[]> {
  const { rows } = await pool.query<Row>(`${RUN} ORDER BY r.started_at DESC, r.id DESC LIMIT 20`);
  return rows.map(present);
}

function present({ id, reason, versions, started_at, finished_at, total, done }: Row): View {
  return {
    id,
    reason,
    versions,
    startedAt: started_at.toISOString(),
    finishedAt: finished_at?.toISOString() ?? null,
    vacancies: { total, done },
  };
}

const EVERY_MS = 500;

/**
 * Streams a run as Server-Sent Events: `progress` with the run as it stands, then whenever more is done, and the end when
 * it is finished. While the database is away, nothing is said.
 *
 * @throws Problem `not_found`, before anything is sent.
 */
export async function streamRun(
  database: Database,
  id: string,
  { stopping }: { readonly stopping: AbortSignal },
  request: Request,
  response: Response,
): Promise<void> {
  let last = await viewRun(database, id);
  const stream = openEventStream(request, response, stopping);
  if (stream === null) return;
  let timer: NodeJS.Timeout | undefined;
  response.once('close', () => clearTimeout(timer));
  const say = (): void => {
    stream.send('progress', last.vacancies.done, last);
    if (last.finishedAt !== null) stream.end();
  };
  const look = async (): Promise<void> => {
    const next = await viewRun(database, id);
    const isNews = next.vacancies.done !== last.vacancies.done || next.finishedAt !== null;
    last = next;
    if (isNews) say();
  };
  const schedule = (): void => {
    if (response.writableEnded) return;
    timer = setTimeout(
      () =>
        void look()
          .catch(() => undefined)
          .finally(schedule),
      EVERY_MS,
    );
  };
  say();
  schedule();
}
