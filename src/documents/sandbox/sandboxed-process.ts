import { causeOfDeath, type CauseOfDeath } from './cause-of-death.js';
import { openChannel, type Channel } from './channel.js';
import { capMemory, memoryOf, waitedMs } from './fences.js';
import { launchSandboxed, type LaunchOptions } from './launch.js';

/** How often the memory of a process at work is looked at. */
const WATCH_MS = 100;
/** Loading the parser takes half a second on an idle machine. */
const START_MS = 60_000;
/** Share of its memory at which a process is ended, before a failed allocation makes it fall in some random way. */
const FULL = 0.85;
/** Share of its time that a process spent waiting for a processor, from which on the machine is to blame and not the document. */
const STARVED = 0.5;

export type Answered =
  | { readonly kind: 'frame'; readonly payload: Buffer }
  | { readonly kind: 'death'; readonly cause: CauseOfDeath };

/** One running process; does one thing at a time. */
export interface SandboxedWorker {
  /** Sends a frame and waits for the next one. Never rejects. After a death the process is gone. */
  ask(payload: Uint8Array, timeoutMs: number): Promise<Answered>;
  /** Ends the process at once; resolves when it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts a process and waits until it says, by an empty frame, that it is ready.
 *
 * @throws Error when it does not get there: a fault of the installation, never of a document.
 */
export async function startSandboxedWorker(options: LaunchOptions): Promise<SandboxedWorker> {
  const memoryBytes = options.memoryMb * 1024 * 1024;
  const child = await launchSandboxed(options);
  const channel = openChannel(child);
  const pid = child.pid ?? 0;
  await untilReady(channel, pid, memoryBytes);
  return {
    async ask(payload, timeoutMs) {
      const watch = watchOver(channel, pid, memoryBytes, timeoutMs);
      const answer = await channel.ask(payload);
      watch.stop();
      if (answer) return { kind: 'frame', payload: answer };
      const memoryShare = watch.memoryShare();
      return {
        kind: 'death',
        cause: watch.killedFor() ?? causeOfDeath({ ...channel.ending(), memoryShare }),
      };
    },
    kill: () => channel.kill(),
  };
}

async function untilReady(channel: Channel, pid: number, memoryBytes: number): Promise<void> {
  const timer = setTimeout(() => void channel.kill(), START_MS);
  const ready = await channel.next();
  clearTimeout(timer);
  try {
    if (!ready) throw new Error(channel.ending().stderr.trim() || 'no reason given');
    await capMemory(pid, memoryBytes);
  } catch (cause) {
    await channel.kill();
    throw new Error(`The document reader does not start: ${cause instanceof Error ? cause.message : ''}`, {
      cause,
    });
  }
}

interface Watch {
  stop(): void;
  /** Why the process was ended from here; null when it was not. */
  killedFor(): CauseOfDeath | null;
  /** Most resident memory that was seen, as a share of what is allowed. */
  memoryShare(): number;
}

/** Ends a process that takes too long or, ahead of the kernel or in its place, too much memory. */
function watchOver(channel: Channel, pid: number, memoryBytes: number, timeoutMs: number): Watch {
  let watching = true;
  let killedFor: CauseOfDeath | null = null;
  let memoryShare = 0;
  const kill = (cause: CauseOfDeath): void => {
    if (!watching) return;
    killedFor ??= cause;
    void channel.kill();
  };
  const waitedBefore = waitedMs(pid);
  const timer = setTimeout(() => {
    void Promise.all([waitedBefore, waitedMs(pid)]).then(([before, now]) =>
      kill(now - before > STARVED * timeoutMs ? 'starved' : 'timeout'),
    );
  }, timeoutMs);
  const looks = setInterval(() => {
    void memoryOf(pid).then(({ residentBytes }) => {
      memoryShare = Math.max(memoryShare, residentBytes / memoryBytes);
      if (memoryShare > FULL) kill('memory');
    });
  }, WATCH_MS);
  return {
    stop() {
      watching = false;
      clearTimeout(timer);
      clearInterval(looks);
    },
    killedFor: () => killedFor,
    memoryShare: () => memoryShare,
  };
}
