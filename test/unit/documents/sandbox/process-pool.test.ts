import { afterEach, describe, expect, it } from 'vitest';
import { readDocument } from '../../../../src/documents/read-document.js';
import { readInPool } from '../../../../src/documents/reader.js';
import { OUT_OF_TIME } from '../../../../src/documents/refusal.js';
import {
  createProcessPool,
  type PoolResult,
  type ProcessPool,
} from '../../../../src/documents/sandbox/process-pool.js';
import { scanPdf } from '../../../fixtures/documents/saved-files.js';

const LIMITS = { timeoutMs: 60_000, memoryMb: 512, recognitionMs: 0, moreRecognitionMs: 0 };
const A_TEXT = new TextEncoder().encode('Occupational therapist on a stroke ward for two years.');

describe('the pool of processes', () => {
  let pool: ProcessPool;
  afterEach(() => pool.close());

  it('goes on with a process that has served long enough until another one is ready', async () => {
    pool = createProcessPool({ size: 1, ...LIMITS });
    pool.warmUp();
    const freshAt: number[] = [];
    for (let served = 0; freshAt.length < 2 && served < 20_000; served += 1) {
      const { wasFresh, result } = await pool.run(A_TEXT, 'any');
      expect(result.kind).toBe('answer');
      if (wasFresh) freshAt.push(served);
    }
    // Whoever came right after the 200th would have waited for a process to start.
    expect(freshAt).toEqual([0, expect.toSatisfy((served: number) => served > 200 && served < 20_000)]);
  });

  it(
    'gives a document whose pages were not recognised in time another try, with more of it',
    { timeout: 240_000 },
    async () => {
      const scans = await scanPdf({ scans: 2 });
      // No page is begun after the first.
      pool = createProcessPool({ size: 1, ...LIMITS, recognitionMs: 1, moreRecognitionMs: 1 });
      const hurried = await readInPool(pool, scans);
      expect(hurried).toMatchObject({ outcome: 'read', detail: OUT_OF_TIME });
      expect(hurried.quality.reasons).toContain('unread_pages');
      await pool.close();
      pool = createProcessPool({ size: 1, ...LIMITS, recognitionMs: 1, moreRecognitionMs: 30_000 });
      const patient = await readInPool(pool, scans);
      expect(patient).toMatchObject({ outcome: 'read', detail: null, quality: { reasons: [] } });
      expect(patient.pages.every(({ start, end }) => end - start > 100)).toBe(true);
      // The next document finds a process that takes the usual time.
      expect((await pool.run(scans, 'any')).result).toMatchObject({
        answer: { reading: { detail: OUT_OF_TIME } },
      });
    },
  );

  it('reads a document once more that waited for a processor, and one that is slow by itself once', async () => {
    const whole = await readDocument(A_TEXT);
    const asked: string[] = [];
    const dying = (cause: 'starved' | 'timeout') => (_: Uint8Array, wanted: string) => {
      asked.push(wanted);
      const result =
        wanted === 'any'
          ? ({ kind: 'death', cause } as const)
          : ({ kind: 'answer', answer: { reading: whole, residentBytes: 0, cpuSeconds: 0 } } as const);
      return Promise.resolve<PoolResult>({ result, wasFresh: false });
    };
    expect((await readInPool({ run: dying('starved') }, A_TEXT)).text).toBe(whole.text);
    expect(await readInPool({ run: dying('timeout') }, A_TEXT)).toMatchObject({ outcome: 'timed_out' });
    expect(asked).toEqual(['any', 'patient', 'any']);
  });

  it('keeps what was read where the other try ends the process', async () => {
    const whole = await readDocument(A_TEXT);
    const answers: PoolResult[] = [
      {
        result: {
          kind: 'answer',
          answer: { reading: { ...whole, detail: OUT_OF_TIME }, residentBytes: 0, cpuSeconds: 0 },
        },
        wasFresh: false,
      },
      { result: { kind: 'death', cause: 'timeout' }, wasFresh: true },
    ];
    const run = (): Promise<PoolResult> => Promise.resolve(answers.shift() as PoolResult);
    expect((await readInPool({ run }, A_TEXT)).text).toBe(whole.text);
  });
});
