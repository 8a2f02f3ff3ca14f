import { runCommand } from '../database/run-command.js';
import { openStorage } from '../storage/open-storage.js';
import { replayErasures } from './replay-erasures.js';

/**
 * `npm run privacy:replay-erasures [-- LEDGER]`: after a restore and before the service opens, erases again whoever was
 * erased since the backup. Exit code 1 when the ledger cannot be read whole.
 */
await runCommand(async ({ config, database }) => {
  const ledgerPath = process.argv[2] ?? config.erasureLedger;
  const storage = await openStorage(config);
  const { again, known } = await replayErasures({ database, storage, ledgerPath });
  console.log(`${known} erasures in ${ledgerPath}; ${again} people had come back and are erased again.`);
});
