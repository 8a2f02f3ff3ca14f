import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import { pageQuery } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import { ADMINS, type Route } from '../http/route.js';
import { validate } from '../http/validate.js';
import { listRuns } from '../matches/view-ranking-run.js';
import type { Readiness } from '../observability/health.js';
import { startRun, type StartedRun } from '../queue/ranking-run.js';
import { createKey, listKeys, revokeKey } from '../staff/manage-keys.js';
import { listStaff } from '../staff/manage-staff.js';
import { newKey } from '../staff/schema.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { versionKey, versions } from '../versions.js';
import { address, pick, valueOf } from './address.js';
import type { PageMaker } from './page.js';

export interface AdminDependencies {
  readonly database: Database;
  readonly taxonomy: Taxonomy;
  readonly ready: () => Promise<Readiness>;
  readonly version: string;
  readonly enqueueRun: (run: StartedRun) => Promise<void>;
}

const anything = z.looseObject({});
const DAYS = 365;

/** How the system is, rankings of everybody, and the keys of programs. */
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
    pages.define({
      path: '/admin/keys',
      summary: 'Keys of programs',
      access: ADMINS,
      query: anything,
      show: ({ query }) => keysPage(database, query),
    }),
    pages.define({
      method: 'post',
      path: '/admin/keys',
      summary: 'Make a key',
      access: ADMINS,
      body: anything,
      async show({ actor, body }) {
        try {
          const wanted = {
            ...pick(body, ['staffId', 'label']),
            expiresInDays: Number(valueOf(body, 'days') ?? DAYS),
          };
          const { key } = await createKey(database, actor, validate(newKey, wanted), []);
          return await keysPage(database, {}, { key }, 201);
        } catch (error) {
          if (!(error instanceof Problem) || error.errors === null) throw error;
          const faults = error.errors.map(({ field, message }) => ({
            field: field === 'expiresInDays' ? 'days' : field,
            text: field === 'label' ? 'Enter what the key is for' : message,
          }));
          return keysPage(database, {}, { faults }, 400);
        }
      },
    }),
    pages.define({
      method: 'post',
      path: '/admin/keys/{id}/revoke',
      summary: 'Revoke a key',
      access: ADMINS,
      params: z.object({ id: z.uuid() }),
      async show({ actor, params }) {
        await revokeKey(database, actor, params.id);
        return { to: '/admin/keys' };
      },
    }),
  ];
}

async function keysPage(
  database: Database,
  query: Readonly<Record<string, unknown>>,
  data: object = {},
  status = 200,
) {
  const [keys, staff] = await Promise.all([
    listKeys(database, validate(pageQuery, pick(query, ['cursor', 'limit']))),
    listStaff(database, { limit: 100 }),
  ]);
  return {
    view: 'admin/keys',
    title: 'Keys of programs',
    status,
    data: {
      keys: keys.items,
      next: keys.nextCursor && address('/admin/keys', { cursor: keys.nextCursor }),
      staff: staff.items,
      days: DAYS,
      now: new Date().toISOString(),
      ...data,
    },
  };
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
