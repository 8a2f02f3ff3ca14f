/** Others are served for longer than anybody waits: it says nothing of the document. */
export class ViewerBusyError extends Error {
  override readonly name = 'ViewerBusyError';
}

export interface TurnsOptions {
  readonly mostWaiting: number;
  /** How long anybody waits for their turn to begin, in milliseconds. */
  readonly patienceMs: number;
}

/**
 * Runs tasks one after the other, in the order of the calls. A task is begun only when it is its turn, so that those who
 * wait hold nothing.
 *
 * @returns a function that rejects with ViewerBusyError where too many wait, or the turn does not come in time.
 */
export function createTurns({ mostWaiting, patienceMs }: TurnsOptions) {
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  return <T>(task: () => Promise<T>): Promise<T> => {
    if (waiting >= mostWaiting) return Promise.reject(new ViewerBusyError('too many wait'));
    waiting += 1;
    return new Promise((resolve, reject) => {
      let hasLeft = false;
      const patience = setTimeout(() => {
        hasLeft = true;
        waiting -= 1;
        reject(new ViewerBusyError('the turn does not come'));
      }, patienceMs);
      last = last.then(async () => {
        if (hasLeft) return;
        clearTimeout(patience);
        waiting -= 1;
        await task().then(resolve, reject);
      });
    });
  };
}
