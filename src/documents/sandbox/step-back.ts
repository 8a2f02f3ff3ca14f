import { writeFile } from 'node:fs/promises';
import { getPriority, setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Steps of nice(1) behind its owner. More would leave scans unread where other programs keep a machine busy. */
const STEPS_BACK = 10;
/** The same of its session, which would else get a tenth of what each program beside it gets. */
const SESSION_STEPS_BACK = 5;
const LOWEST = 19;
/** Linux takes ten changes of sessions in a second from all who are not root, and refuses others with EAGAIN. */
const TURN_MS = 110;
const TURNS = 20;

/**
 * Whoever waits for a page goes first: a reader uses what processor time is left. At once, since threads take the priority
 * of whatever starts them; where the system does not permit it, the reader is as it is.
 *
 * @param pid A process that leads a session of its own.
 */
export function stepBack(pid: number): void {
  try {
    setPriority(pid, Math.min(getPriority() + STEPS_BACK, LOWEST));
  } catch {
    // Gone already, or not permitted: the reader runs all the same.
  }
  void stepBackAsSession(pid);
}

/**
 * Where Linux shares processor time out by session (sched(7), "The autogroup feature"), the priority above counts among
 * the processes of one session alone, so that the session steps back as well. Never rejects.
 */
async function stepBackAsSession(pid: number): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    try {
      await writeFile(`/proc/${pid}/autogroup`, String(SESSION_STEPS_BACK));
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return;
      await sleep(TURN_MS, undefined, { ref: false });
    }
  }
}
