import { runCommand } from '../database/run-command.js';
import { openStorage } from '../storage/open-storage.js';
import { applyRetention, previewRetention } from './apply-retention.js';
import { RETENTION } from './retention-rules.js';

/**
 * `npm run privacy:retention`: says what the rules of retention would do now. With `-- --apply` it does it; workers do so
 * by themselves every hour.
 */
await runCommand(async ({ config, database }) => {
  const applied = process.argv.includes('--apply')
    ? await applyRetention({
        database,
        storage: await openStorage(config),
        ledgerPath: config.erasureLedger,
      })
    : null;
  const report = applied ?? (await previewRetention(database));
  const say = (count: number, words: string): void => console.log(`${String(count).padStart(6)}  ${words}`);
  for (const { recordClass, words } of RETENTION)
    say(report.removed[recordClass], `${recordClass}: ${words}`);
  say(report.setApart, 'people to be set apart');
  say(report.released, 'people back among the others');
  say(report.held, 'people under legal hold');
  if (applied === null) console.log('Nothing was changed. Add "-- --apply" to do it.');
  else say(applied.unfinished.length, 'erasures not finished; workers try again every hour');
});
