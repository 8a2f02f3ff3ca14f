import { cleanDeadLetters } from './dead-letters.js';
import { createFaultReport } from './queue-log.js';
import { reconcile, type ReconcileOptions } from './reconcile.js';
import { within } from './within.js';

export interface Reconciler {
  /** No more rounds; waits for one under way, five seconds at most. */
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;
const DEAD_LETTER_AGE_MS = 7 * DAY_MS;

/** Reconciles every so many seconds, the first time at once. A round that fails is reported, and the next one tries again. */
export function runReconciler(options: ReconcileOptions & { readonly everySeconds: number }): Reconciler {
  const { log, everySeconds } = options;
  const report = createFaultReport(log);
  let stopped = false;
  let cleanedAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();

  const next = async (round: number): Promise<void> => {
    try {
      const owed = await reconcile(options, round);
      if (owed) log.info({ owed }, 'enqueued what was owed');
      if (Date.now() - cleanedAt > DAY_MS) {
        cleanedAt = Date.now();
        await cleanDeadLetters(options.queue, DEAD_LETTER_AGE_MS);
      }
    } catch (error) {
      report(error, 'reconciler');
    }
    if (stopped) return;
    timer = setTimeout(() => {
      current = next(round + 1);
    }, everySeconds * 1_000);
  };
  current = next(0);

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await within(5_000, current).catch(() => undefined);
    },
  };
}
