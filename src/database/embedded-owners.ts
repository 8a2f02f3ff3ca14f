import type pg from 'pg';
import { ownerLeft, ownersLock } from './embedded-session.js';

/** What the guardian has seen of the owners since the server last started. */
export interface OwnerWatch {
  readonly session: pg.Client;
  wasOwned: boolean;
  /** When the guardian first saw that there is no owner (any more). */
  unownedSince: number | null;
  /** When an owner last said that it lets go. */
  letGoAt: number;
}

/**
 * How long a server waits, ms: for a first owner after a start or a crash, and for the others who are connected when its
 * last owner was killed, since they are draining now.
 */
const graceMs = 15_000;

export async function watchOwners(session: pg.Client): Promise<OwnerWatch> {
  const watch: OwnerWatch = { session, wasOwned: false, unownedSince: null, letGoAt: 0 };
  session.on('notification', () => {
    watch.letGoAt = Date.now();
    watch.wasOwned = true;
  });
  await session.query(`LISTEN ${ownerLeft}`);
  return watch;
}

/** Whether nobody needs the server any longer. */
export async function isAbandoned(watch: OwnerWatch): Promise<boolean> {
  if (await hasOwner(watch.session)) {
    watch.wasOwned = true;
    watch.unownedSince = null;
    return false;
  }
  watch.unownedSince ??= Date.now();
  const wasLetGo = watch.unownedSince - watch.letGoAt < 2_000;
  if (wasLetGo || Date.now() - watch.unownedSince > graceMs) return true;
  return watch.wasOwned && !(await hasClients(watch.session));
}

async function hasOwner(session: pg.Client): Promise<boolean> {
  const { rowCount } = await session.query(
    `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND mode = 'ShareLock'`,
    [ownersLock],
  );
  return (rowCount ?? 0) > 0;
}

async function hasClients(session: pg.Client): Promise<boolean> {
  const { rowCount } = await session.query(
    `SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1`,
  );
  return rowCount === 1;
}
