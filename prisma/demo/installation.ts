import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase } from '../../src/database/client.js';
import { createKey } from '../../src/staff/manage-keys.js';
import type { RunningInstallation } from '../../src/supervisor/start-everything.js';
import type { Samples } from './samples.js';

/**
 * Keeps made-up people out of real data: whatever database, queue and store the environment names, the demo uses an
 * embedded database in a folder of its own. Other samples get another folder, so that what is in it is always theirs.
 * Call it before anything reads the configuration.
 */
export function standApart({ uploads, vacancies }: Samples): void {
  const hash = createHash('sha256');
  for (const { bytes, ...form } of uploads) hash.update(JSON.stringify(form)).update(bytes);
  hash.update(JSON.stringify(vacancies));
  const name = `demo-${hash.digest('hex').slice(0, 8)}`;
  // eslint-disable-next-line no-restricted-properties -- inherited by the processes that are started
  const environment = process.env;
  Object.assign(environment, {
    NODE_ENV: 'development',
    DATABASE_URL: '',
    REDIS_URL: '',
    STORAGE_URL: '',
    PUBLIC_URL: '',
    DATA_DIR: join(environment['DATA_DIR'] ?? './data', name),
    RATE_LIMIT_PER_MINUTE: '1000',
    // One sample is a scan: on a machine that is busy with other things its recognition may take this long.
    READER_TIMEOUT_MS: environment['READER_TIMEOUT_MS'] ?? '60000',
  });
}

/**
 * The key of the demo's administrator. It is shown once, when that person is made, so the demo writes it down for the
 * next run; where that got lost, another one is made.
 */
export async function adminKey(
  { firstAdminKey, databaseUrl }: RunningInstallation,
  dataDir: string,
): Promise<string> {
  const path = join(dataDir, 'admin-key');
  if (firstAdminKey === null && existsSync(path)) return readFileSync(path, 'utf8').trim();
  const key = firstAdminKey ?? (await anotherKey(databaseUrl));
  writeFileSync(path, `${key}\n`, { mode: 0o600 });
  return key;
}

async function anotherKey(url: string): Promise<string> {
  const database = createDatabase({ url, pool: 2, keys: null });
  try {
    const admin = await database.prisma.staff.findFirstOrThrow({
      where: { role: 'admin', disabledAt: null },
    });
    const credential = { kind: 'api_key', id: admin.id, scopes: [] } as const;
    const actor = { kind: 'staff', staffId: admin.id, role: admin.role, credential } as const;
    const wish = { staffId: admin.id, label: 'Demo', expiresInDays: 365, scopes: [] };
    const { key } = await createKey(database, actor, wish, []);
    return key;
  } finally {
    await database.close();
  }
}
