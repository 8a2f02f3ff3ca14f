import { readConfig, type Config } from '../config.js';
import { createDatabase, type Database } from './client.js';
import { startEmbeddedServer } from './embedded-server.js';

export interface CommandContext {
  readonly config: Config;
  readonly database: Database;
  /** Of the database. */
  readonly url: string;
}

/**
 * Runs a command of the terminal on the configured database, the embedded one among them, which is started if it does not
 * run. What is thrown is printed as one line, and the exit code is 1.
 *
 * @param options.statementTimeoutMs for commands whose statements take longer than a request's may.
 */
export async function runCommand(
  work: (context: CommandContext) => Promise<void>,
  options: { readonly statementTimeoutMs?: number } = {},
): Promise<void> {
  try {
    const config = readConfig();
    const server =
      config.databaseUrl === null ? await startEmbeddedServer({ dataDir: config.dataDir }) : null;
    try {
      const url = config.databaseUrl ?? server?.url ?? '';
      const database = createDatabase({ url, pool: 2, keys: config.storageKeys, ...options });
      try {
        await work({ config, database, url });
      } finally {
        await database.close();
      }
    } finally {
      await server?.stop();
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
