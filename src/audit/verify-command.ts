import { parseArgs } from 'node:util';
import { runCommand } from '../database/run-command.js';
import { verifyAudit } from './verify-audit.js';

/**
 * `npm run audit:verify [-- --head HASH]`: recomputes the audit trail and prints its newest hash, to be kept somewhere
 * else; `--head` says one that was printed earlier, and is looked for, since cutting off the end leaves a whole chain.
 * Exit code 0: whole; 1: not, or it could not be read.
 */
await runCommand(async ({ database }) => {
  const { values } = parseArgs({ options: { head: { type: 'string' } } });
  const { entries, brokenAt, head, holdsHead } = await verifyAudit(database, { keptHead: values.head });
  console.log(`${entries} entries, newest hash: ${head ?? 'none'}`);
  if (brokenAt !== null) throw new Error(`The audit trail does not hold together from entry ${brokenAt} on.`);
  if (holdsHead === false)
    throw new Error(`No entry has the hash ${values.head ?? ''}: entries were removed from the end.`);
  console.log('The audit trail is whole.');
});
