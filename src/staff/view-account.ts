import type { z } from 'zod';
import type { account as accountSchema } from './account-schema.js';
import type { Accounts } from './accounts.js';

/** A person's own account, without its secrets. */
export async function viewAccount(
  { database, sessions }: Pick<Accounts, 'database' | 'sessions'>,
  staffId: string,
  mustSetUpSecondFactor: boolean,
): Promise<z.input<typeof accountSchema>> {
  const { name, role, account } = await database.prisma.staff.findUniqueOrThrow({
    where: { id: staffId },
    include: { account: true },
  });
  return {
    id: staffId,
    name,
    role,
    email: account?.email ?? null,
    secondFactor: {
      isSetUp: (account?.totpSecret ?? null) !== null,
      isRequired: sessions.secondFactorRequired,
      recoveryCodesLeft: account?.recoveryHashes.length ?? 0,
    },
    mustSetUpSecondFactor,
    passwordSetAt: account?.passwordSetAt?.toISOString() ?? null,
  };
}
