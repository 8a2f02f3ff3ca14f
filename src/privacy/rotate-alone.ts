import type { Database } from '../database/client.js';
import { withClient } from '../queue/with-client.js';

/** Advisory lock that one rotation of keys at a time holds, whichever machine it runs on. */
const ROTATION_LOCK = 7_170_006;

/**
 * Runs a rotation of keys while no other one does: two of them would put the same documents under different keys. The lock
 * is that of a connection held for the whole run, so it ends with the process however that ends.
 *
 * @throws Error with a sentence for the terminal when another one is under way.
 */
export async function rotateAlone<T>({ pool }: Pick<Database, 'pool'>, rotate: () => Promise<T>): Promise<T> {
  return withClient(
    pool,
    async (client) => {
      const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
        ROTATION_LOCK,
      ]);
      if (!rows[0]?.mine)
        throw new Error('Keys are being rotated already. Wait for that to end, then run this again.');
      return rotate();
    },
    { keep: false },
  );
}
