import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { claimHolder } from '../exclusive-claim.js';
import { projectRoot } from '../project-root.js';

/** Held by the guardian of a server, in its home. */
export const guardianClaim = 'guardian';

/** `busy`: there is a guardian already, which may be stopping the server just now. */
export type GuardianMessage = { state: 'ready' } | { state: 'busy' } | { state: 'failed'; reason: string };

export interface GuardOptions {
  readonly home: string;
  /** 0: any free one. */
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
}

export function isGuarded(home: string): boolean {
  return claimHolder(home, guardianClaim) !== null;
}

/**
 * Starts the process that starts and guards the server. Resolves when the server answers, or when there is a guardian
 * already.
 *
 * @throws Error with its reason when the server does not start.
 */
export async function startGuardian({ home, port, settings }: GuardOptions): Promise<void> {
  const log = openSync(join(home, 'guardian.log'), 'a', 0o600);
  const file = join(projectRoot, 'dist', 'src', 'database', 'embedded-guardian.js');
  const guardian = spawn(process.execPath, [file, home, String(port), JSON.stringify(settings)], {
    cwd: home,
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  try {
    await new Promise<void>((resolve, reject) => {
      guardian.once('message', (message: GuardianMessage) => {
        if (message.state === 'failed') reject(new Error(message.reason));
        else resolve();
      });
      guardian.once('error', reject);
      guardian.once('exit', (code, signal) => {
        reject(
          new Error(
            `The guardian of PostgreSQL ended (${signal ?? code}); it may say why in ${home}/guardian.log`,
          ),
        );
      });
    });
  } finally {
    guardian.unref();
  }
}
