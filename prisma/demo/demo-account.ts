import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase } from '../../src/database/client.js';
import { hashPassword } from '../../src/staff/password-hash.js';

export interface DemoAccount {
  readonly email: string;
  readonly password: string;
}

const EMAIL = 'demo@agency.example';

/** Somebody who may see every page of the demo. The password is random and kept in its data folder. */
export async function demoAccount(databaseUrl: string, dataDir: string): Promise<DemoAccount> {
  const path = join(dataDir, 'demo-password');
  const isKnown = existsSync(path);
  const password = isKnown ? readFileSync(path, 'utf8').trim() : randomBytes(12).toString('base64url');
  if (!isKnown) writeFileSync(path, `${password}\n`, { mode: 0o600 });
  const database = createDatabase({ url: databaseUrl, pool: 2, keys: null });
  try {
    if ((await database.prisma.staffAccount.count({ where: { email: EMAIL } })) === 0) {
      const passwordHash = await hashPassword(password);
      const account = { create: { email: EMAIL, passwordHash, passwordSetAt: new Date() } };
      await database.prisma.staff.create({
        data: { id: randomUUID(), name: 'Demo administrator', role: 'admin', account },
      });
    }
    return { email: EMAIL, password };
  } finally {
    await database.close();
  }
}
