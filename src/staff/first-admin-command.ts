import { readConfig } from '../config.js';
import { createDatabase } from '../database/client.js';
import { createFirstAdmin } from './create-first-admin.js';

/**
 * `node dist/src/staff/first-admin-command.js`: makes the first administrator of an installation whose processes are
 * started one by one, and prints the key, this once. With staff there already it changes nothing.
 */
try {
  const { databaseUrl: url } = readConfig();
  if (url === null)
    throw new Error('DATABASE_URL is not set. "npm start" makes the first administrator itself.');
  const database = createDatabase({ url, pool: 2 });
  try {
    console.log((await createFirstAdmin(database)) ?? 'There is staff already; nothing was changed.');
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
