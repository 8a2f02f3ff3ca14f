import { readConfig } from '../config.js';
import { createDatabase } from '../database/client.js';
import { createFirstAdmin } from './create-first-admin.js';
import { passwordLink } from './one-time-links.js';

/**
 * `node dist/src/staff/first-admin-command.js`: makes the first administrator of an installation whose processes are
 * started one by one, and prints the key and a link to set a password by, this once. With staff there already it changes
 * nothing.
 */
try {
  const { databaseUrl: url, publicUrl } = readConfig();
  if (url === null)
    throw new Error('DATABASE_URL is not set. "npm start" makes the first administrator itself.');
  const database = createDatabase({ url, pool: 2, keys: null });
  try {
    const made = await createFirstAdmin(database);
    console.log(
      made === null
        ? 'There is staff already; nothing was changed.'
        : `API key: ${made.key}\nSet a password, within three days: ${passwordLink(publicUrl, made.linkToken)}`,
    );
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
