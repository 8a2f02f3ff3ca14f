import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startMaintenance, sweep } from '../../../workers/maintenance.js';
import type { Storage } from '../../../src/storage/storage.js';
import { createTestDatabase, type TestDatabase } from '../../fixtures/database.js';
import { waitUntil } from '../../fixtures/wait-until.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
afterEach(() => vi.useRealTimers());

/** Maintenance whose first round has begun, and is at the documents until they are let go. */
function underWay() {
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let sweeps = 0;
  const storage = {
    async sweep() {
      sweeps += 1;
      await gate;
      return { parts: 0, objects: 0 };
    },
  } as unknown as Storage;
  const faults: unknown[] = [];
  const note = (fault: unknown): void => void faults.push(fault);
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
  const maintenance = startMaintenance({
    database: test.database,
    storage,
    log: { info: () => undefined, warn: note, error: note },
    ledgerPath: '/dev/null',
    complianceWarnDays: 30,
    scanStored: null,
  });
  vi.advanceTimersToNextTimer();
  vi.useRealTimers();
  return { maintenance, letGo, faults, sweeps: () => sweeps };
}

describe('the hourly round', () => {
  it('goes on after a step that fails, and says so', async () => {
    const faults: unknown[] = [];
    let scans = 0;
    const done = await sweep({
      database: test.database,
      storage: { sweep: () => Promise.reject(new Error('the disk is away')) } as unknown as Storage,
      log: { info: () => undefined, warn: (fault) => void faults.push(fault), error: () => undefined },
      ledgerPath: '/dev/null',
      complianceWarnDays: 30,
      scanStored: () => {
        scans += 1;
        return Promise.resolve({ clean: 0, infected: 0, unsaid: 0, missing: 0, before: null });
      },
    });
    expect(done).toBe(true);
    expect(scans).toBe(1);
    expect(faults).toEqual([{ err: new Error('the disk is away') }]);
  });
});

describe('maintenance that is told to stop', () => {
  it('waits for what is under way, which is done with the pool by then', async () => {
    const { maintenance, letGo, faults, sweeps } = underWay();
    await waitUntil('the documents are being swept', () => sweeps() === 1);
    let stopped = false;
    const stopping = maintenance.stop().then(() => {
      stopped = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    letGo();
    await stopping;
    expect(test.database.pool.totalCount).toBe(test.database.pool.idleCount);
    expect(faults).toEqual([]);
  });

  it('begins no further step', async () => {
    const { maintenance, letGo, faults, sweeps } = underWay();
    letGo();
    await maintenance.stop();
    expect(sweeps()).toBe(0);
    expect(faults).toEqual([]);
  });
});
