import { readConfig } from '../config.js';
import { createDatabase } from '../database/client.js';
import { startEmbeddedServer } from '../database/embedded-server.js';
import { prepareDatabase } from '../database/prepare-database.js';
import { importPlaces } from './import-places.js';

/** The middles of all districts, over two million postcodes, on a slow disk. */
const STATEMENT_TIMEOUT_MS = 600_000;

/** `npm run places:import -- FILE…`: takes postcodes with their positions in; see "Working with people" in README.md. */
try {
  const paths = process.argv.slice(2);
  if (paths.length === 0) throw new Error('Usage: npm run places:import -- FILE_OR_FOLDER …');
  const config = readConfig();
  const server = config.databaseUrl === null ? await startEmbeddedServer({ dataDir: config.dataDir }) : null;
  try {
    const url = config.databaseUrl ?? server?.url ?? '';
    await prepareDatabase(url);
    const database = createDatabase({ url, pool: 2, statementTimeoutMs: STATEMENT_TIMEOUT_MS });
    try {
      const { files, postcodes, districts, areas } = await importPlaces(database.pool, paths);
      console.log(
        `Taken from ${files === 1 ? 'one file' : `${files} files`}: ${postcodes} postcodes. ` +
          `Known now: the middles of ${districts} districts and ${areas} areas.`,
      );
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
