import type { CvStatus } from '../database/generated/enums.js';

const FINAL: ReadonlySet<CvStatus> = new Set(['ready', 'unreadable', 'failed']);

/** Whether nothing more will become of a CV by itself. */
export function isFinal(status: CvStatus): boolean {
  return FINAL.has(status);
}
