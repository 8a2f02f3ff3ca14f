import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/audit/verify-audit.js';
import { startApi, type TestApi } from '../fixtures/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  const { key } = await api.keyFor('consultant');
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const upload = await api.upload();
      await api.call(`/v1/cvs/${String(upload.json['id'])}`, { key });
      await api.call(`/v1/candidates/${String(upload.json['candidateId'])}`, { key });
    }),
  );
});
afterAll(() => api.stop());

describe('the audit trail', () => {
  it('is one unbroken chain, though sixty requests wrote to it at once', async () => {
    const verdict = await verifyAudit(api.database);
    expect(verdict).toMatchObject({ entries: 60, brokenAt: null });
    expect(verdict.head).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(['UPDATE audit_event SET actor = $1', 'DELETE FROM audit_event WHERE actor <> $1'])(
    'is not changed by: %s',
    async (sql) => {
      await expect(api.database.pool.query(sql, ['nobody'])).rejects.toThrow(/append-only/);
    },
  );

  it('cannot be emptied', async () => {
    await expect(api.database.pool.query('TRUNCATE audit_event')).rejects.toThrow(/append-only/);
  });

  /** As somebody with the rights of the database's owner would. */
  async function tamper(sql: string): Promise<void> {
    const client = await api.database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only');
      await client.query(sql);
      await client.query('ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_append_only');
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  }

  it('shows where it was tampered with, by whatever right', async () => {
    const { rows } = await api.database.pool.query<{ id: string }>(
      'SELECT id FROM audit_event ORDER BY id OFFSET 30 LIMIT 1',
    );
    const id = rows[0]?.id ?? '';
    await tamper(`UPDATE audit_event SET actor = actor || 'x' WHERE id = ${id}`);
    expect((await verifyAudit(api.database)).brokenAt).toBe(id);
    await tamper(`UPDATE audit_event SET actor = left(actor, -1) WHERE id = ${id}`);
    expect((await verifyAudit(api.database)).brokenAt).toBeNull();
    await tamper(`UPDATE audit_event SET at = at + interval '1 millisecond' WHERE id = ${id}`);
    expect((await verifyAudit(api.database)).brokenAt).toBe(id);
    await tamper(`UPDATE audit_event SET at = at - interval '1 millisecond' WHERE id = ${id}`);
    await tamper(`DELETE FROM audit_event WHERE id = ${id}`);
    expect(Number((await verifyAudit(api.database)).brokenAt)).toBe(Number(id) + 1);
  });
});
