/** The part of a logger that the queue needs; pino's fits. */
export interface QueueLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * Reports a fault once per ten seconds, with the number of times it came: while a back end is away, every connection of
 * every queue repeats the same complaint several times a second.
 */
export function createFaultReport(log: QueueLog, everyMs = 10_000): (error: unknown, where: string) => void {
  const seen = new Map<string, { at: number; times: number }>();
  return (error, where) => {
    const reason = reasonOf(error);
    const key = `${where}\n${reason}`;
    const known = seen.get(key);
    if (known && Date.now() - known.at < everyMs) {
      known.times += 1;
      return;
    }
    if (seen.size > 200) seen.clear();
    seen.set(key, { at: Date.now(), times: 0 });
    log.warn({ where, reason, repeated: known?.times ?? 0 }, 'the queue reports a fault');
  };
}

/**
 * What went wrong, in one line, fit to be kept with a job: without what stands in quotation marks or looks like an
 * address, since the message of an error may quote a document.
 */
export function safeReason(error: unknown): string {
  const [line = ''] = reasonOf(error).trim().split('\n');
  return line
    .replace(/(["'`]).*\1/g, '…')
    .replace(/\S+@\S+/g, '…')
    .slice(0, 200);
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reasonOf))].join('; ');
  return error instanceof Error ? error.message || error.name : String(error);
}
