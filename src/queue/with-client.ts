import type pg from 'pg';

/**
 * One connection of the pool for several statements. A connection that breaks between two of them says so by an event
 * that ends the process when nobody listens; the next statement fails anyway.
 *
 * @param keep false: the connection is closed afterwards, and with it the advisory locks it still holds.
 */
export async function withClient<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  { keep = true } = {},
): Promise<T> {
  const client = await pool.connect();
  let isSound = keep;
  const onError = (): void => {
    isSound = false;
  };
  client.on('error', onError);
  try {
    return await work(client);
  } finally {
    client.off('error', onError);
    client.release(!isSound);
  }
}
