import type { Reading } from '../reading.js';

/** Longest answer in bytes: the text in UTF-8 with escapes, and its page table. */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** What a process sends back for one document, as JSON. */
export interface Answer {
  readonly reading: Reading;
  /** Resident memory of the process, in bytes. */
  readonly residentBytes: number;
  /** Processor time that the process has used in its life. */
  readonly cpuSeconds: number;
}
