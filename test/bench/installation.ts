import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../src/config.js';
import { startEverything } from '../../src/supervisor/start-everything.js';

const here = dirname(fileURLToPath(import.meta.url));
const program = join(here, '..', '..');

export interface BenchInstallation {
  readonly address: string;
  readonly databaseUrl: string;
  readonly adminKey: string;
  stop(): Promise<void>;
}

/**
 * A whole installation on a new data directory, with processes and database of its own.
 *
 * @param options.worker false: the API alone; what it accepts stays in the queue.
 */
export async function startInstallation(options: {
  readonly worker: boolean;
  readonly redisUrl?: string;
}): Promise<BenchInstallation> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ot-match-bench-'));
  // The processes inherit this one's environment, so that the settings of a real installation must not be in it.
  Object.assign(process.env, {
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: '',
    DATABASE_URL: '',
    STORAGE_URL: '',
    STORAGE_KEYS: '',
    DATA_DIR: dataDir,
    REDIS_URL: options.redisUrl ?? '',
    RATE_LIMIT_PER_MINUTE: '1000000',
    STAFF_NAMES_PER_HOUR: '1000000',
    STAFF_DOCUMENTS_PER_HOUR: '1000000',
    STAFF_EXPORTS_PER_HOUR: '1000000',
    LOG_LEVEL: 'warn',
  });
  const files = {
    api: join(program, 'src', 'server.js'),
    worker: options.worker ? join(program, 'workers', 'main.js') : join(here, 'idle-worker.js'),
  };
  try {
    const running = await startEverything(readConfig(), { log: (message) => console.error(message), files });
    return {
      address: running.address,
      databaseUrl: running.databaseUrl,
      adminKey: running.firstAdminKey ?? '',
      async stop() {
        await running.stop();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}

/** Starts a server of this folder that sends its port; resolves to its address. */
export async function startServer(file: string): Promise<{ address: string; stop(): Promise<void> }> {
  const child: ChildProcess = fork(join(here, file));
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    address: `http://127.0.0.1:${port}`,
    async stop() {
      child.disconnect();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
