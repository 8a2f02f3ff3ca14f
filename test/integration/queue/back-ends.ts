import { afterAll, beforeAll, describe } from 'vitest';
import { createDatabase, type Database } from '../../../src/database/client.js';
import { preparePostgresQueue } from '../../../src/queue/postgres-backend.js';
import type { Handlers } from '../../../src/queue/run-workers.js';
import { createBareDatabase } from '../../fixtures/database.js';
import { hasRedis, startRedis, type TestRedis } from '../../fixtures/redis.js';

/** Where the tests of one back end find it. */
export interface Place {
  readonly config: { readonly redisUrl: string | null };
  readonly database: Database;
  readonly databaseUrl: string;
  readonly redis: TestRedis | null;
}

/** Runs the same tests with the queue in PostgreSQL and in Redis. */
export function describeOnBothBackEnds(name: string, tests: (place: () => Place) => void): void {
  for (const kind of ['PostgreSQL', 'Redis'] as const) {
    describe.skipIf(kind === 'Redis' && !hasRedis())(`${name} on ${kind}`, () => {
      let place: Place | undefined;
      let drop: () => Promise<void>;

      beforeAll(async () => {
        const bare = await createBareDatabase();
        const redis = kind === 'Redis' ? await startRedis() : null;
        const config = { redisUrl: redis?.url ?? null };
        if (redis === null) await preparePostgresQueue(bare.url);
        const database = createDatabase({ url: bare.url, pool: 3, keys: null });
        place = { config, database, databaseUrl: bare.url, redis };
        drop = async () => {
          await database.close();
          await redis?.stop();
          await bare.drop();
        };
      });
      afterAll(() => drop());

      tests(() => {
        if (!place) throw new Error('the back end is ready inside tests only');
        return place;
      });
    });
  }
}

/** Handlers that do nothing, but for those given. */
export function handlersWith(handlers: Partial<Handlers>): Handlers {
  const nothing = () => Promise.resolve();
  return {
    'extract-cv': nothing,
    'profile-cv': nothing,
    'rank-candidate': nothing,
    'rank-vacancy': nothing,
    'rank-chunk': nothing,
    'finish-run': nothing,
    ...handlers,
  };
}

export interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A log that can be looked into. */
export function createMemoryLog(): {
  lines: Line[];
  log: Record<Line['level'], (f: object, m: string) => void>;
} {
  const lines: Line[] = [];
  const at = (level: Line['level']) => (fields: object, message: string) => {
    lines.push({ level, fields: fields as Line['fields'], message });
  };
  return { lines, log: { info: at('info'), warn: at('warn'), error: at('error') } };
}
