import { isClaim, takeClaim, type Claim } from '../exclusive-claim.js';

/** Another supervisor runs on this data directory. */
export class AlreadyRunningError extends Error {}

/**
 * Makes this process the only supervisor of a data directory. It describes the claim with its address.
 *
 * @throws AlreadyRunningError with the address of the one that runs.
 */
export function claimInstallation(dataDir: string): Claim {
  const claim = takeClaim(dataDir, 'running');
  if (isClaim(claim)) return claim;
  const where = claim.text === '' ? 'is just starting' : `already runs at ${claim.text}`;
  throw new AlreadyRunningError(
    `OT Match ${where} (process ${claim.pid}, data in ${dataDir}). ` +
      'Stop that one first, or set DATA_DIR and PORT for a second installation.',
  );
}
