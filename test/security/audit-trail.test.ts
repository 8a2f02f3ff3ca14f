import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/audit/verify-audit.js';
import { projectRoot } from '../../src/project-root.js';
import { startApi, type Answer, type TestApi } from '../fixtures/api.js';

let api: TestApi;

/** What a client does that is told to come back later, as on a busy machine. */
async function answered(call: () => Promise<Answer>): Promise<Answer> {
  const answer = await call();
  if (answer.status === 503) return answered(call);
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
  return answer;
}

beforeAll(async () => {
  api = await startApi();
  const { key } = await api.keyFor('consultant');
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const { json } = await answered(() => api.upload());
      await answered(() => api.call(`/v1/cvs/${String(json['id'])}`, { key }));
      await answered(() => api.call(`/v1/candidates/${String(json['candidateId'])}`, { key }));
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

  it('is read by administrators, by who, what and when, page by page', async () => {
    const { key } = await api.keyFor('admin');
    const read = async (query: string) => {
      const { json } = await api.call(`/v1/audit-events${query}`, { key });
      return json as { items: { action: string; actor: string }[]; nextCursor: string | null };
    };
    const uploads = await read('?action=cv.uploaded&limit=15');
    const rest = await read(`?action=cv.uploaded&limit=15&cursor=${uploads.nextCursor ?? ''}`);
    expect([...uploads.items, ...rest.items].map(({ action }) => action)).toEqual(
      Array.from({ length: 20 }, () => 'cv.uploaded'),
    );
    expect(rest.nextCursor).toBeNull();
    expect((await read('?actor=anonymous&limit=100')).items).toHaveLength(20);
    expect((await read('?actor=system')).items).toEqual([]);
    const today = new Date().toISOString().slice(0, 10);
    expect((await read(`?day=${today}&limit=100`)).items).toHaveLength(60);
    expect((await read('?day=2020-02-29')).items).toEqual([]);
    expect(await api.call('/v1/audit-events?action=nothing', { key })).toMatchObject({ status: 400 });
    expect(await api.call('/v1/audit-events/verdict', { key })).toMatchObject({
      json: { entries: 60, brokenAt: null },
    });
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

  it('is recomputed piece by piece, or from one of the newest on, with the same result', async () => {
    const all = await verifyAudit(api.database);
    const some = await verifyAudit(api.database, { newest: 3 });
    expect(some).toEqual({ ...all, entries: 3 });
    expect(await verifyAudit(api.database, { newest: 1_000_000 })).toEqual(all);
    const { rows } = await api.database.pool.query<{ hash: string }>(
      `SELECT encode(hash, 'hex') AS hash FROM audit_event ORDER BY id LIMIT 1`,
    );
    const keptHead = rows[0]?.hash;
    expect((await verifyAudit(api.database, { keptHead })).holdsHead).toBe(true);
    expect((await verifyAudit(api.database, { keptHead, newest: 3 })).holdsHead).toBe(false);
  });

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

  describe('by its command', () => {
    function verify(...args: string[]): { status: number | null; output: string } {
      const program = join(projectRoot, 'dist', 'src', 'audit', 'verify-command.js');
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
        env: { ...process.env, DATABASE_URL: api.databaseUrl },
        encoding: 'utf8',
      });
      return { status, output: stdout + stderr };
    }
    /** The trail of this database from its beginning, whatever was done to it above. */
    const beginAgain = (): Promise<void> => tamper('DELETE FROM audit_event');
    const look = async (): Promise<void> => {
      const { key } = await api.keyFor('consultant');
      const upload = await api.upload();
      await api.call(`/v1/cvs/${String(upload.json['id'])}`, { key });
    };

    it('is found whole, holding what was printed earlier, with exit code 0', async () => {
      await beginAgain();
      await look();
      const kept = /newest hash: ([0-9a-f]{64})/.exec(verify().output)?.[1] ?? '';
      await look();
      expect(verify('--head', kept)).toEqual({
        status: 0,
        output: expect.stringMatching(
          /^4 entries, newest hash: [0-9a-f]{64}\nThe audit trail is whole\.\n$/,
        ) as string,
      });
    });

    it('is found changed, with the entry and exit code 1', async () => {
      await beginAgain();
      await look();
      await tamper(
        `UPDATE audit_event SET facts = '{"forged": true}' WHERE id = (SELECT min(id) FROM audit_event)`,
      );
      const { rows } = await api.database.pool.query<{ id: string }>(
        'SELECT min(id)::text AS id FROM audit_event',
      );
      const { status, output } = verify();
      expect(status).toBe(1);
      expect(output).toContain(`does not hold together from entry ${rows[0]?.id ?? ''} on`);
    });

    it('is found cut off at its end by a hash that was kept elsewhere', async () => {
      await beginAgain();
      await look();
      const kept = (await verifyAudit(api.database)).head ?? '';
      await tamper('DELETE FROM audit_event WHERE id = (SELECT max(id) FROM audit_event)');
      expect(verify().status).toBe(0);
      const { status, output } = verify('--head', kept);
      expect(status).toBe(1);
      expect(output).toContain('entries were removed from the end');
    });
  });
});
