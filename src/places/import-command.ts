import { prepareDatabase } from '../database/prepare-database.js';
import { runCommand } from '../database/run-command.js';
import { importPlaces } from './import-places.js';

/** The middles of all districts, over two million postcodes, on a slow disk. */
const STATEMENT_TIMEOUT_MS = 600_000;

/** `npm run places:import -- FILE…`: takes postcodes with their positions in; see "Working with people" in README.md. */
await runCommand(
  async ({ database, url }) => {
    const paths = process.argv.slice(2);
    if (paths.length === 0) throw new Error('Usage: npm run places:import -- FILE_OR_FOLDER …');
    await prepareDatabase(url);
    const { files, postcodes, districts, areas } = await importPlaces(database.pool, paths);
    console.log(
      `Taken from ${files === 1 ? 'one file' : `${files} files`}: ${postcodes} postcodes. ` +
        `Known now: the middles of ${districts} districts and ${areas} areas.`,
    );
  },
  { statementTimeoutMs: STATEMENT_TIMEOUT_MS },
);
