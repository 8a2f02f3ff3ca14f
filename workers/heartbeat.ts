import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { QueueLog } from '../src/queue/queue-log.js';
import type { Consumers } from '../src/queue/run-workers.js';

const EVERY_MS = 60_000;
/** Locks and leases are renewed every five seconds or so: a loop that is late by this much puts them at risk. */
const LATE_MS = 1_000;

/** Says every minute that the worker lives, what it did so far, and how late its event loop ran at worst. */
export function startHeartbeat(consumers: Consumers, log: QueueLog): { stop(): void } {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const timer = setInterval(() => {
    const lateMs = Math.round(delay.max / 1e6);
    delay.reset();
    const { rss } = process.memoryUsage();
    const fields = { active: consumers.active(), done: consumers.done, lateMs, rss };
    if (lateMs > LATE_MS) log.warn(fields, 'the worker lives, but its event loop was blocked');
    else log.info(fields, 'the worker lives');
  }, EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      delay.disable();
    },
  };
}
