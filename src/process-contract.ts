/**
 * How a parent and the processes it starts talk: the API (`server.js`) and the worker (`workers/main.js`) under the
 * supervisor (`start.js`), and the same files under systemd, Docker or a test.
 *
 * - Stop: SIGTERM, SIGINT, the IPC message `{ stop: true }` (Windows has no SIGTERM) or the parent's end, which shows
 *   as `disconnect` of the IPC channel. The process drains and exits with 0; a second signal ends it at once.
 * - Ready: `{ ready: true, port? }` over IPC, once.
 * - A fault nobody caught: logged, drained with less patience, exit code 1, so that whoever supervises starts it again.
 */
export interface ReadyMessage {
  readonly ready: true;
  readonly port?: number;
}

export interface ShutdownOptions {
  /** Told of faults nobody caught, before the drain starts. */
  readonly onFault: (error: unknown, origin: 'uncaughtException' | 'unhandledRejection') => void;
  /** Hard cap on the drain, ms; afterwards the process exits with 1. */
  readonly capMs?: number;
  /** The same after a fault. */
  readonly faultCapMs?: number;
}

/**
 * Runs `drain` once when this process is to stop, then exits. Call it as soon as there is something to drain; until
 * then the default behaviour of signals holds.
 */
export function onShutdown(drain: (reason: string) => Promise<void>, options: ShutdownOptions): void {
  const { onFault, capMs = 25_000, faultCapMs = 5_000 } = options;
  let stopping = false;

  const stop = (reason: string, code: number): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), code === 0 ? capMs : faultCapMs);
    drain(reason).then(
      () => process.exit(code),
      (error: unknown) => {
        onFault(error, 'unhandledRejection');
        process.exit(1);
      },
    );
  };

  for (const [signal, number] of [
    ['SIGTERM', 15],
    ['SIGINT', 2],
  ] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(128 + number);
      stop(signal, 0);
    });
  }
  process.on('disconnect', () => stop('the parent process ended', 0));
  process.on('message', (message) => {
    if (isStopMessage(message)) stop('asked by the parent process', 0);
  });
  for (const origin of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(origin, (error: unknown) => {
      onFault(error, origin);
      stop(origin, 1);
    });
  }
}

/** Tells the parent, when there is one that listens, that this process now does its work. */
export function announceReady(info: { port?: number } = {}): void {
  const message: ReadyMessage = { ready: true, ...info };
  if (process.connected) process.send?.(message);
}

export function isReadyMessage(message: unknown): message is ReadyMessage {
  return typeof message === 'object' && message !== null && 'ready' in message && message.ready === true;
}

function isStopMessage(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'stop' in message && message.stop === true;
}
