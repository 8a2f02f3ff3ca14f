import type { Logger } from '../observability/logger.js';

/** Work that an answer does not wait for, so that how long it takes says nothing. */
export interface Afterwards {
  /** Begins it. A failure is logged and reaches nobody. */
  begin(what: string, work: () => Promise<unknown>): void;
  /** Resolves when nothing that was begun is under way. Never rejects. */
  finished(): Promise<void>;
}

export function createAfterwards(logger: Pick<Logger, 'error'>): Afterwards {
  const underWay = new Set<Promise<void>>();
  return {
    begin(what, work) {
      const one: Promise<void> = Promise.resolve()
        .then(work)
        .then(
          () => undefined,
          (error: unknown) => logger.error({ err: error }, what),
        )
        .finally(() => underWay.delete(one));
      underWay.add(one);
    },
    async finished() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
