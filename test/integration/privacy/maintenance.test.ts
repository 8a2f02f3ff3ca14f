import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { appendAudit } from '../../../src/audit/append-audit.js';
import { verifyAudit } from '../../../src/audit/verify-audit.js';
import { watchAudit } from '../../../src/audit/watch-audit.js';
import { startMaintenance, sweep } from '../../../workers/maintenance.js';
import type { Storage } from '../../../src/storage/storage.js';
import { createTestDatabase, type TestDatabase } from '../../fixtures/database.js';
import { waitUntil } from '../../fixtures/wait-until.js';

let test: TestDatabase;
/** As somebody with the rights of the database's owner would. */
async function tamper(sql: string): Promise<void> {
  const { pool } = test.database;
  await pool.query('ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only');
  await pool.query(sql);
  await pool.query('ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_append_only');
}

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
  it('says the newest hash of the audit trail each time, and recomputes all of it once a day', async () => {
    const { prisma } = test.database;
    await tamper('DELETE FROM audit_event');
    await prisma.$transaction((tx) =>
      appendAudit(tx, { actor: 'system', action: 'jobs.requeued', subject: 'test' }),
    );
    const said: { head?: string; entry?: string }[] = [];
    const errors: unknown[] = [];
    const log = {
      info: (facts: object) => void said.push(facts),
      error: (facts: object) => void errors.push(facts),
    } as unknown as Parameters<typeof watchAudit>[1];
    const verified = () =>
      prisma.auditEvent.findMany({ where: { action: 'audit.verified' }, orderBy: { id: 'asc' } });
    const { head } = await verifyAudit(test.database);
    await watchAudit(test.database, log);
    await watchAudit(test.database, log);
    expect(said[0]).toMatchObject({ head });
    expect(said).toHaveLength(2);
    expect(await verified()).toHaveLength(1);
    expect(errors).toEqual([]);
    // The next day, after somebody changed it.
    await tamper(`DELETE FROM audit_event WHERE action = 'audit.verified'`);
    const first = (await prisma.auditEvent.findFirstOrThrow({ orderBy: { id: 'asc' } })).id.toString();
    await tamper(`UPDATE audit_event SET subject = 'forged' WHERE id = ${first}`);
    await watchAudit(test.database, log);
    expect(errors).toEqual([{ entry: first }]);
    expect((await verified())[0]?.facts).toMatchObject({ brokenAt: first });
  });

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
