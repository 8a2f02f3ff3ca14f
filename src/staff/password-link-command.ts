import { runCommand } from '../database/run-command.js';
import { normaliseEmail } from '../http/text.js';
import { passwordLink } from './one-time-links.js';
import { makePasswordLink } from './reset-access.js';

/**
 * `npm run staff:link -- EMAIL`: prints a link by which somebody sets a new password, for an administrator whom no other
 * one can help. Whoever can run it can read the database anyway.
 */
await runCommand(async ({ config, database }) => {
  const email = process.argv[2];
  if (email === undefined) throw new Error('Usage: npm run staff:link -- EMAIL');
  const account = await database.prisma.staffAccount.findUnique({
    where: { email: normaliseEmail(email), staff: { disabledAt: null } },
  });
  if (!account) throw new Error('No open account has this e-mail address.');
  const { token } = await makePasswordLink(database, 'system', account.staffId);
  console.log(`Works once, within three days: ${passwordLink(config.publicUrl, token)}`);
});
