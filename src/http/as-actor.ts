import type pg from 'pg';
import type { Database } from '../database/client.js';
import { Prisma } from '../database/generated/client.js';
import { inTransaction } from '../queue/in-transaction.js';
import type { Actor } from './actor.js';
import type { Transaction } from './idempotency.js';

/** Takes on the role that sees the rows of one person alone, where the server has it. */
const BECOME_CANDIDATE = `(
  SELECT set_config('role', rolname, true) FROM pg_roles
   WHERE rolname = 'ot_match_candidate' AND pg_has_role(session_user, oid, 'MEMBER'))`;

/**
 * Does some work in one transaction on behalf of whoever asks. For a candidate the database itself shows, changes and takes
 * in rows of that person alone, as a second lock behind the conditions of the queries (migration `candidate_rows`); for
 * staff it is a transaction like any other.
 */
export async function asActor<T>(
  { prisma }: Pick<Database, 'prisma'>,
  actor: Actor,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return prisma.$transaction(async (tx) => {
    if (actor.kind === 'candidate') {
      const become = Prisma.raw(BECOME_CANDIDATE);
      await tx.$queryRaw`SELECT set_config('app.candidate', ${actor.candidateId}, true), ${become}`;
    }
    return work(tx);
  });
}

/** The same for reads by hand-written SQL, which for staff need no transaction. */
export async function readAs<T>(
  { pool }: Pick<Database, 'pool'>,
  actor: Actor,
  work: (sql: Pick<pg.ClientBase, 'query'>) => Promise<T>,
): Promise<T> {
  if (actor.kind !== 'candidate') return work(pool);
  return inTransaction(pool, async (client) => {
    await client.query(`SELECT set_config('app.candidate', $1, true), ${BECOME_CANDIDATE}`, [
      actor.candidateId,
    ]);
    return work(client);
  });
}
