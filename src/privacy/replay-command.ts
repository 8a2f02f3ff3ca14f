import { runCommand } from '../database/run-command.js';
import { openStorage } from '../storage/open-storage.js';
import { replayErasures } from './replay-erasures.js';

/**
 * `npm run privacy:replay-erasures [-- LEDGER]`: after a restore and before the service opens, erases again whoever was
 * erased since the backup. Exit code 1 when the ledger cannot be read whole, or documents of them could not be removed.
 */
await runCommand(async ({ config, database }) => {
  const ledgerPath = process.argv[2] ?? config.erasureLedger;
  const storage = await openStorage(config);
  const { again, known, unfinished } = await replayErasures({ database, storage, ledgerPath });
  console.log(`${known} erasures in ${ledgerPath}; ${again} people had come back and are erased again.`);
  if (unfinished.length > 0)
    throw new Error(
      `Documents of ${unfinished.length} erasures could not be removed. Workers try again every hour.`,
      { cause: unfinished[0]?.error },
    );
});
