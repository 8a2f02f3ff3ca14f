import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from '../project-root.js';

/** The advisory lock that Prisma's own schema engine takes, so that its command line and ours exclude each other. */
const lockKey = 72_707_369;

const historyTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

export const migrationsFolder = join(projectRoot, 'prisma', 'migrations');

/** The history of the database and the migration files do not go together, or a migration could not be applied. */
export class MigrationError extends Error {}

interface Migration {
  readonly name: string;
  readonly sql: string;
  /** sha256 of the file, hex, as Prisma computes it. */
  readonly checksum: string;
}

interface HistoryRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
  readonly logs: string | null;
}

/**
 * Applies the migrations that the database has not had yet, in the order of their names, and returns those names. Does
 * what `prisma migrate deploy` does, with its table, checksums and lock, but needs no Prisma at run time. Any number of
 * processes may call it at once: one applies, the others wait and find nothing left to do. Each file is one simple
 * query, hence one transaction: it is applied whole or not at all. A file of a single statement is in no transaction block:
 * an index of a large table that is written all the time goes alone into one, as CREATE INDEX CONCURRENTLY. Should that
 * fail, it leaves an invalid index, which has to be dropped by hand before it is tried again.
 *
 * @throws MigrationError when an applied file was edited, an earlier migration failed, the database is newer than this
 *   program, or a migration fails now.
 */
export async function migrate(url: string, folder: string = migrationsFolder): Promise<string[]> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'ot-match migrate',
    connectionTimeoutMillis: 10_000,
  });
  // A connection that breaks also rejects the query that is under way.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lockKey]);
    await client.query(historyTable);
    const pending = pendingOf(readMigrations(folder), await readHistory(client));
    // DDL that queues behind a long transaction blocks everyone behind itself: rather fail and be run again.
    await client.query(`SET lock_timeout = '10s'`);
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/**
 * Names of the migrations that this program needs and the database lacks: empty when they go together.
 *
 * @throws MigrationError as `migrate` does.
 */
export async function pendingMigrations(
  database: Pick<pg.Pool, 'query'>,
  folder: string = migrationsFolder,
): Promise<string[]> {
  const migrations = readMigrations(folder);
  const { rows } = await database.query<{ exists: boolean }>(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS "exists"`,
  );
  const history = rows[0]?.exists ? await readHistory(database) : [];
  return pendingOf(migrations, history).map(({ name }) => name);
}

/**
 * Notes that a failed migration left nothing behind, so that it is tried again. Since a file is one transaction this is
 * so unless the file itself ends transactions.
 *
 * @returns whether there was such a failed migration.
 */
export async function markRolledBack(url: string, name: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `UPDATE "_prisma_migrations" SET rolled_back_at = now()
       WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL`,
      [name],
    );
    return (rowCount ?? 0) > 0;
  } finally {
    await client.end();
  }
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'migration.sql')))
    .map(({ name }) => {
      const bytes = readFileSync(join(folder, name, 'migration.sql'));
      return {
        name,
        sql: bytes.toString('utf8'),
        checksum: createHash('sha256').update(bytes).digest('hex'),
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function readHistory(database: Pick<pg.Pool, 'query'>): Promise<HistoryRow[]> {
  const { rows } = await database.query<HistoryRow>(
    `SELECT migration_name, checksum, finished_at, logs FROM "_prisma_migrations"
     WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  );
  return rows;
}

function pendingOf(migrations: readonly Migration[], history: readonly HistoryRow[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of history) {
    if (!row.finished_at) {
      throw new MigrationError(
        `Migration ${row.migration_name} failed earlier${row.logs ? `: ${row.logs}` : ''}. ` +
          `Put right what stopped it, then run "npm run migrate -- --rolled-back ${row.migration_name}".`,
      );
    }
    const migration = known.get(row.migration_name);
    if (!migration) {
      throw new MigrationError(
        `The database has had migration ${row.migration_name}, which this program does not know: ` +
          'it belongs to a newer version. Start that version, or restore a backup from before.',
      );
    }
    if (migration.checksum !== row.checksum) {
      throw new MigrationError(
        `Migration ${row.migration_name} was edited after it was applied. Restore the file and write a new migration.`,
      );
    }
  }
  const applied = new Set(history.map((row) => row.migration_name));
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at) VALUES ($1, $2, $3, now())`,
    [id, checksum, name],
  );
  try {
    await client.query(sql);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // The script may have opened a transaction of its own and died in it.
    await client.query('ROLLBACK');
    await client.query(`UPDATE "_prisma_migrations" SET logs = $2 WHERE id = $1`, [id, reason]);
    throw new MigrationError(`Migration ${name} failed: ${reason}`, { cause: error });
  }
  await client.query(
    `UPDATE "_prisma_migrations" SET finished_at = now(), applied_steps_count = 1 WHERE id = $1`,
    [id],
  );
}
