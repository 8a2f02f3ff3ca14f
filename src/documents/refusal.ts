import { UNREADABLE } from './quality/judge-quality.js';
import type { DocumentFormat, Outcome, Reading } from './reading.js';

/**
 * Thrown inside a format's reader to end the reading with an outcome from deep inside a parser; `readDocument` turns it
 * into a `Reading`. `detail` is technical and never holds text of the document.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly outcome: Exclude<Outcome, 'read'>,
    readonly detail: string,
  ) {
    super(`${outcome}: ${detail}`);
  }
}

/** Detail of `too_large` where memory ran out, which a process with a used-up heap reports too early. */
export const OUT_OF_MEMORY = 'reading it takes more memory than is allowed';

/** Detail where pictures stayed unread or uncompared for want of time, which a busy machine takes too much of. */
export const OUT_OF_TIME = 'recognising its pages takes longer than is allowed';

/** True for the errors that V8 and Node throw when an allocation fails or would be absurd. */
export function isAllocationFailure(error: unknown): boolean {
  return (
    error instanceof RangeError &&
    /allocation failed|invalid (typed )?array length|invalid string length|array buffer/i.test(error.message)
  );
}

/** The reading of a document that was not read. */
export function refusedReading(
  format: DocumentFormat | null,
  outcome: Exclude<Outcome, 'read'>,
  detail: string,
): Reading {
  return {
    ...{ outcome, format, text: '', pages: [], truncated: false, flags: [] },
    ...{ quality: UNREADABLE, hiddenText: [], recognisedWords: [], detail },
  };
}
