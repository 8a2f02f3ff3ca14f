import { sendMessages, type OutboxOptions } from './send-messages.js';

/** Looks into the outbox every few seconds. Stopping waits for the message under way. */
export function runOutbox(options: OutboxOptions & { readonly everySeconds: number }): {
  stop(): Promise<void>;
} {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  const next = async (): Promise<void> => {
    try {
      await sendMessages(options);
    } catch (error) {
      options.log.warn({ err: error }, 'the outbox could not be read');
    }
    if (stopped) return;
    timer = setTimeout(() => {
      current = next();
    }, options.everySeconds * 1_000);
  };
  current = next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
