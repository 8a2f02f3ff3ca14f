import { preparePostgresQueue } from '../queue/postgres-backend.js';
import { migrate } from './migrate.js';

/**
 * Makes a database ready for this program: our tables and those of the queue. Returns the migrations of ours that were
 * applied. May be called by several processes at once.
 *
 * @throws MigrationError, or the queue's own.
 */
export async function prepareDatabase(url: string): Promise<string[]> {
  const applied = await migrate(url);
  await preparePostgresQueue(url);
  return applied;
}
