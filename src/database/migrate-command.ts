import { parseArgs } from 'node:util';
import { markRolledBack } from './migrate.js';
import { prepareDatabase } from './prepare-database.js';
import { runCommand } from './run-command.js';

/**
 * `npm run migrate`: brings the configured database up to date and ends. `-- --rolled-back NAME` notes first that a
 * failed migration left nothing behind, so that it is tried again.
 */
await runCommand(async ({ url }) => {
  const { values } = parseArgs({ options: { 'rolled-back': { type: 'string' } } });
  const failed = values['rolled-back'];
  if (failed !== undefined && !(await markRolledBack(url, failed))) {
    throw new Error(`There is no failed migration ${failed} in the database.`);
  }
  const applied = await prepareDatabase(url);
  console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'The database is up to date.');
});
