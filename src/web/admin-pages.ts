import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import { ADMINS, type Route } from '../http/route.js';
import { listRuns } from '../matches/view-ranking-run.js';
import type { Readiness } from '../observability/health.js';
import { startRun, type StartedRun } from '../queue/ranking-run.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { versionKey, versions } from '../versions.js';
import type { PageMaker } from './page.js';

export interface AdminDependencies {
  readonly database: Database;
  readonly taxonomy: Taxonomy;
  readonly ready: () => Promise<Readiness>;
  readonly version: string;
  readonly enqueueRun: (run: StartedRun) => Promise<void>;
}

/** How the system is, and rankings of everybody. */
export function adminPages(pages: PageMaker, dependencies: AdminDependencies): Route[] {
  const { database, taxonomy, ready, version, enqueueRun } = dependencies;
  return [
    pages.define({
      path: '/admin',
      summary: 'How the system is',
      access: ADMINS,
      async show() {
        const [health, runs, figures] = await Promise.all([ready(), listRuns(database), figuresOf(database)]);
        return { view: 'admin/overview', title: 'Administration', data: { health, runs, figures, version } };
      },
    }),
    pages.define({
      method: 'post',
      path: '/admin/rankings',
      summary: 'Rank everybody again',
      access: ADMINS,
      async show({ actor }) {
        const run = await startRun(database.pool, versionKey(versions(taxonomy)), 'asked');
        if (run.isNew) {
          await database.prisma.$transaction((tx) =>
            appendAudit(tx, { actor, action: 'ranking.started', subject: `ranking:${run.runId}` }),
          );
          void enqueueRun(run);
        }
        return { to: '/admin' };
      },
    }),
  ];
}

interface Figures {
  readonly people: number;
  readonly open_vacancies: number;
  readonly waiting: number;
  readonly failed: number;
}

async function figuresOf({ pool }: Database): Promise<Figures | undefined> {
  const { rows } = await pool.query<Figures>(
    `SELECT (SELECT count(*)::int FROM profile) AS people,
            (SELECT count(*)::int FROM vacancy WHERE status = 'open') AS open_vacancies,
            (SELECT count(*)::int FROM cv WHERE status IN ('received', 'read')) AS waiting,
            (SELECT count(*)::int FROM cv WHERE status = 'failed') AS failed`,
  );
  return rows[0];
}
