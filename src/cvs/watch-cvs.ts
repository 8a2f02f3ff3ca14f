import type { Database } from '../database/client.js';
import type { CvStatus } from '../database/generated/enums.js';

export interface CvState {
  readonly status: CvStatus;
  readonly outcome: string | null;
  readonly format: string;
}

export interface CvWatch {
  /** Calls `onState` with the state of the CV whenever it has changed. Returns what ends the watching. */
  watch(cvId: string, onState: (state: CvState) => void): () => void;
  /** How many are being watched. */
  readonly size: number;
}

const EVERY_MS = 500;

/**
 * Follows the progress of CVs for those who look on: one query for all of them every half second, and none while nobody
 * looks. While the database is away, nobody hears anything.
 */
export function createCvWatch({ pool }: Database): CvWatch {
  const watchers = new Set<{ cvId: string; last: string; onState: (state: CvState) => void }>();
  let timer: NodeJS.Timeout | null = null;

  const look = async (): Promise<void> => {
    const ids = [...new Set([...watchers].map(({ cvId }) => cvId))];
    const { rows } = await pool.query<CvState & { id: string }>({
      name: 'watch-cvs',
      text: 'SELECT id, status, outcome, format FROM cv WHERE id = ANY($1::uuid[])',
      values: [ids],
    });
    const states = new Map(rows.map((row) => [row.id, row]));
    for (const watcher of watchers) {
      const state = states.get(watcher.cvId);
      if (!state || watcher.last === state.status) continue;
      watcher.last = state.status;
      watcher.onState({ status: state.status, outcome: state.outcome, format: state.format });
    }
  };

  const schedule = (delay: number): void => {
    if (timer || watchers.size === 0) return;
    timer = setTimeout(() => {
      void look()
        .catch(() => undefined)
        .finally(() => {
          timer = null;
          schedule(EVERY_MS);
        });
    }, delay);
    timer.unref();
  };

  return {
    watch(cvId, onState) {
      const watcher = { cvId, last: '', onState };
      watchers.add(watcher);
      schedule(0);
      return () => watchers.delete(watcher);
    },
    get size() {
      return watchers.size;
    },
  };
}
