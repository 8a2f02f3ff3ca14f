import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../fixtures/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

describe('the audit trail', () => {
  it.each([
    ['changed', `UPDATE audit_event SET actor = 'nobody'`],
    ['deleted', 'DELETE FROM audit_event'],
    ['emptied', 'TRUNCATE audit_event'],
    ['changed as a replica would', `SET session_replication_role = replica; DELETE FROM audit_event`],
  ])('cannot be %s', async (_what, sql) => {
    const { prisma, pool } = test.database;
    await prisma.auditEvent.create({
      data: {
        actor: 'system',
        action: 'test',
        subject: 'cv:1',
        facts: {},
        prevHash: randomBytes(32),
        hash: randomBytes(32),
      },
    });
    const before = await prisma.auditEvent.count();
    await expect(pool.query(sql)).rejects.toThrow('audit_event is append-only');
    expect(await prisma.auditEvent.count()).toBe(before);
  });
});

describe('the database', () => {
  it('numbers profile revisions from a sequence', async () => {
    const next = `SELECT nextval('profile_revision') AS revision`;
    const first = await test.database.pool.query<{ revision: string }>(next);
    const second = await test.database.pool.query<{ revision: string }>(next);
    expect(Number(second.rows[0]?.revision)).toBeGreaterThan(Number(first.rows[0]?.revision));
  });

  it('refuses a score outside 0–10000', async () => {
    const { prisma } = test.database;
    const candidate = await prisma.candidate.create({ data: { id: randomUUID() } });
    const employer = await prisma.employer.create({
      data: { id: randomUUID(), name: 'Riverside NHS Trust' },
    });
    const vacancy = await prisma.vacancy.create({
      data: {
        ...{ id: randomUUID(), employerId: employer.id, title: 'Occupational therapist', description: '…' },
        ...{ reading: {}, requirement: {}, taxonomyVersion: '1', understandingVersion: '1' },
      },
    });
    const match = {
      vacancyId: vacancy.id,
      generation: 1,
      candidateId: candidate.id,
      tier: 1,
      fit: 0,
      reverseFit: 0,
    };
    const rest = { profileRevision: 1n };
    await expect(prisma.match.create({ data: { ...match, ...rest, score: 10_001 } })).rejects.toThrow(
      'match_scores_range',
    );
    await expect(prisma.match.create({ data: { ...match, ...rest, score: 10_000 } })).resolves.toBeTruthy();
  });
});
