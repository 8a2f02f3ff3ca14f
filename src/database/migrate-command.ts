import { parseArgs } from 'node:util';
import { readConfig } from '../config.js';
import { startEmbeddedServer } from './embedded-server.js';
import { markRolledBack } from './migrate.js';
import { prepareDatabase } from './prepare-database.js';

/**
 * `npm run migrate`: brings the configured database up to date and ends. `-- --rolled-back NAME` notes first that a
 * failed migration left nothing behind, so that it is tried again.
 */
try {
  const { values } = parseArgs({ options: { 'rolled-back': { type: 'string' } } });
  const config = readConfig();
  const server = config.databaseUrl === null ? await startEmbeddedServer({ dataDir: config.dataDir }) : null;
  try {
    const url = config.databaseUrl ?? server?.url ?? '';
    const failed = values['rolled-back'];
    if (failed !== undefined && !(await markRolledBack(url, failed))) {
      throw new Error(`There is no failed migration ${failed} in the database.`);
    }
    const applied = await prepareDatabase(url);
    console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'The database is up to date.');
  } finally {
    await server?.stop();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
