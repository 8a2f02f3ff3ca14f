import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

const claimSchema = z.object({ port: z.number(), token: z.string(), address: z.string() });
type Claim = z.infer<typeof claimSchema>;

/** Another supervisor runs on this data directory. */
export class AlreadyRunningError extends Error {}

export interface InstallationClaim {
  /** Notes the address, for whoever tries to start a second time. */
  announce(address: string): void;
  release(): Promise<void>;
}

/**
 * Makes this process the only supervisor of a data directory. `running.json` there leads to a local port that answers
 * with the token in the file for as long as the holder lives: unlike a process id, that cannot be taken for somebody
 * else's after a restart of the machine.
 *
 * @throws AlreadyRunningError with the address of the one that runs.
 */
export async function claimInstallation(dataDir: string): Promise<InstallationClaim> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'running.json');
  const token = randomUUID();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(token);
  });
  const port = await listen(server);
  // Knowing that this process lives must not keep it alive.
  server.unref();
  const claim: Claim = { port, token, address: '' };
  while (!writeNew(path, claim)) {
    const other = read(path);
    if (other && (await answers(other))) {
      server.close();
      throw new AlreadyRunningError(
        `OT Match already runs on ${dataDir}${other.address ? `: ${other.address}` : ' (it is just starting)'}. ` +
          'Stop that one first, or set DATA_DIR and PORT for a second installation.',
      );
    }
    // Left behind by one that was killed. Only if it is still the same file: another start may have replaced it.
    if (read(path)?.token === other?.token) rmSync(path, { force: true });
  }
  return {
    announce(address) {
      writeFileSync(path, JSON.stringify({ ...claim, address }), { mode: 0o600 });
    },
    async release() {
      if (read(path)?.token === token) rmSync(path, { force: true });
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function writeNew(path: string, claim: Claim): boolean {
  try {
    writeFileSync(path, JSON.stringify(claim), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

function read(path: string): Claim | null {
  if (!existsSync(path)) return null;
  try {
    return claimSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

async function answers({ port, token }: Claim): Promise<boolean> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect({ host: '127.0.0.1', port, timeout: 2_000 });
    socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
    socket.on('timeout', () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard === token));
  });
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}
