/** Thrown by `within`. */
export class TimeLimitError extends Error {}

/**
 * The result of `work`, unless it takes longer than `ms`. The work itself goes on; its late failure is swallowed.
 *
 * @throws TimeLimitError and whatever `work` rejects with in time.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimeLimitError(`no answer within ${ms} ms`)), ms);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
