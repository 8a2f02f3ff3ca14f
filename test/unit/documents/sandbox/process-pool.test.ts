import { afterEach, describe, expect, it } from 'vitest';
import { createProcessPool, type ProcessPool } from '../../../../src/documents/sandbox/process-pool.js';

const LIMITS = { timeoutMs: 20_000, memoryMb: 512, recognitionMs: 0 };
const A_TEXT = new TextEncoder().encode('Occupational therapist on a stroke ward for two years.');

describe('the pool of processes', () => {
  let pool: ProcessPool;
  afterEach(() => pool.close());

  it('goes on with a process that has served long enough until another one is ready', async () => {
    pool = createProcessPool({ size: 1, ...LIMITS });
    pool.warmUp();
    const freshAt: number[] = [];
    for (let served = 0; freshAt.length < 2 && served < 20_000; served += 1) {
      const { wasFresh, result } = await pool.run(A_TEXT, false);
      expect(result.kind).toBe('answer');
      if (wasFresh) freshAt.push(served);
    }
    // Whoever came right after the 200th would have waited for a process to start.
    expect(freshAt).toEqual([0, expect.toSatisfy((served: number) => served > 200 && served < 20_000)]);
  });
});
