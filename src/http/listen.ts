import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves to the port once the server takes connections. @throws e.g. EADDRINUSE */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Time for cut-off uploads to remove what they had written. */
const CLEAN_UP_MS = 300;

/**
 * Takes no more connections, lets requests under way finish within `graceMs` and cuts off the rest.
 *
 * @returns whether all of them finished.
 */
export async function stopListening(server: Server, graceMs: number): Promise<boolean> {
  const closed = new Promise<true>((resolve) => server.close(() => resolve(true)));
  server.closeIdleConnections();
  const over = new AbortController();
  const late = sleep(graceMs, false as const, { signal: over.signal }).catch(() => false as const);
  const finished = await Promise.race([closed, late]);
  over.abort();
  if (!finished) {
    server.closeAllConnections();
    await sleep(CLEAN_UP_MS);
  }
  return finished;
}
