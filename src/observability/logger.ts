import { pino, type Logger } from 'pino';

export type { Logger };

/**
 * JSON lines on standard output. Nothing of a CV, a name, an address, a file name or a query string is ever logged:
 * callers log ids, sizes, times and codes, and errors pass through `describeError`.
 */
export function createLogger(level: string, destination?: { write(line: string): void }): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? process.stdout,
  );
}

const OWN_FRAMES = 12;

/**
 * An error without what it may quote: databases and parsers put values into their messages. Kept are names, codes, the
 * message with quotations blanked, the stack's frames and the causes.
 */
export function describeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table, syscall } = error as unknown as Record<string, unknown>;
  return {
    type: error.name,
    message: blankQuotations(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(typeof table === 'string' ? { table } : {}),
    ...(typeof syscall === 'string' ? { syscall } : {}),
    stack: framesOf(error),
    ...(error.cause !== undefined && depth < 4 ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

/** Only the last line: Prisma prints the call with its values before it. */
function blankQuotations(message: string): string {
  return (message.trim().split('\n').at(-1) ?? '')
    .replace(/(["'`]).*\1/g, '…')
    .replace(/\S+@\S+/g, '…')
    .slice(0, 300);
}

/** Frames only; the head of a stack repeats the message. */
function framesOf(error: Error): string[] {
  const lines = error.stack?.split('\n') ?? [];
  return lines
    .filter((text) => /^\s+at /.test(text))
    .slice(0, OWN_FRAMES)
    .map((text) => text.trim());
}
