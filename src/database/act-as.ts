import type { Prisma } from './generated/client.js';

/** Roles of the server that one transaction, or a part of it, takes on instead of its process's. */
export type PassingRole = 'ot_match_monitoring';

/**
 * Does some work of a transaction with the rights of another role and no more. Where the role could not be made (see the
 * migration `restricted_roles`) it is done as before. If the work fails the transaction has failed, and its role with it.
 */
export async function actAs<T>(
  tx: Prisma.TransactionClient,
  role: PassingRole,
  work: () => Promise<T>,
): Promise<T> {
  const before = await tx.$queryRaw<{ role: string }[]>`SELECT current_setting('role') AS role`;
  await tx.$executeRaw`
    SELECT set_config('role', rolname, true) FROM pg_roles
     WHERE rolname = ${role} AND pg_has_role(session_user, oid, 'MEMBER')`;
  const done = await work();
  await tx.$executeRaw`SELECT set_config('role', ${before[0]?.role ?? 'none'}, true)`;
  return done;
}
