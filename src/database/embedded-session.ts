import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { readPostmaster } from './postmaster.js';

/**
 * Advisory lock in the server's `postgres` database. Every owner holds it shared, so who uses the server shows in
 * pg_locks, and ends with the process, whatever ended that. The guardian takes it exclusively once it has decided to
 * stop the server.
 */
export const ownersLock = 7_005_101;

/** Channel on which an owner says that it lets go, in case it came and went between two looks of the guardian. */
export const ownerLeft = 'owner_left';

/** The superuser's password, made at first use and readable for this user only. */
export function serverPassword(home: string): string {
  const path = join(home, 'password');
  if (!existsSync(path)) {
    try {
      writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  chmodSync(path, 0o600);
  return readFileSync(path, 'utf8');
}

export function serverUrl(port: number, password: string, database: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
}

/** Connects to the server of this data directory; null while there is none or it takes no connections. */
export async function connectToServer(cluster: string, password: string): Promise<pg.Client | null> {
  const postmaster = readPostmaster(cluster);
  if (!postmaster?.port) return null;
  const client = new pg.Client({
    connectionString: serverUrl(postmaster.port, password, 'postgres'),
    application_name: 'ot-match embedded',
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (isPasswordFault(error)) {
      throw new Error(
        `The password of the embedded PostgreSQL of ${cluster} is not the one in the file beside it.`,
        {
          cause: error,
        },
      );
    }
    return null;
  }
}

function isPasswordFault(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '28P01';
}
