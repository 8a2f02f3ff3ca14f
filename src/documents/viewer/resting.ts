export interface Resting {
  add(key: string): void;
  has(key: string): boolean;
}

/** More would be an attack; the oldest are let go. */
const MOST = 1_000;

/** Keys that are left alone for a while after they were added. */
export function createResting(restMs: number): Resting {
  const since = new Map<string, number>();
  return {
    add(key) {
      since.delete(key);
      since.set(key, performance.now());
      const [oldest] = since.keys();
      if (since.size > MOST && oldest !== undefined) since.delete(oldest);
    },
    has(key) {
      const added = since.get(key);
      return added !== undefined && performance.now() - added < restMs;
    },
  };
}
