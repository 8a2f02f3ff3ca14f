import type { z } from 'zod';
import type { cvView } from '../../cvs/schema.js';

type Cv = z.input<typeof cvView>;

export interface Step {
  readonly name: string;
  readonly state: 'done' | 'now' | 'next' | 'stopped';
  /** When it was done, as ISO 8601; null: it is not. */
  readonly at: string | null;
  readonly words: string;
}

/** Documents that are found wanting before anything of them is read. */
const STOPS_AT_CHECK = new Set<Cv['outcome']>([
  'infected',
  'encrypted',
  'corrupt',
  'unsupported',
  'too_large',
]);

/**
 * The way of a CV in four steps, each with its own moment. Kind and size are checked as it comes in; viruses later, where
 * a scanner is set.
 *
 * @param isScanned whether documents are scanned for viruses.
 */
export function stepsOf(
  { status, outcome, receivedAt, scannedAt, readAt, readyAt }: Cv,
  isScanned: boolean,
): Step[] {
  const isRead = status === 'read' || status === 'ready';
  const isBad = status === 'unreadable' && STOPS_AT_CHECK.has(outcome);
  const isChecked = !isBad && (!isScanned || scannedAt !== null || status !== 'received');
  // A scan of what was stored long ago is no step of this way.
  const checkedAt = scannedAt !== null && (readAt === null || scannedAt <= readAt) ? scannedAt : receivedAt;
  const stops = status === 'unreadable' || status === 'failed';
  const done = [true, isChecked, isChecked && isRead, status === 'ready'];
  const at = [receivedAt, checkedAt, readAt, readyAt];
  const first = done.indexOf(false);
  return STEPS.map(([name, words], index) => {
    const isDone = done[index] === true;
    const waits = index === first ? (stops ? 'stopped' : 'now') : 'next';
    return { name, words, state: isDone ? 'done' : waits, at: isDone ? (at[index] ?? null) : null };
  });
}

const STEPS = [
  ['Received', 'Stored safely'],
  ['Checked', 'A kind of file that is safe to open'],
  ['Read', 'The words, and what they say'],
  ['Ready', 'Consultants can find it for posts that fit'],
] as const;
