import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFirstAdmin } from '../../../src/staff/create-first-admin.js';
import { startApi, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';

let api: TestApi;
let admin: StaffKey;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe('the first administrator', () => {
  it('is made once, however many processes start together, and the key works', async () => {
    const keys = await Promise.all(Array.from({ length: 6 }, () => createFirstAdmin(api.database)));
    const made = keys.filter((key) => key !== null);
    expect(made).toHaveLength(1);
    expect(await createFirstAdmin(api.database)).toBeNull();
    const key = made[0]?.key ?? '';
    expect((await api.call('/v1/api-keys', { key })).status).toBe(200);
    const stored = await api.database.prisma.apiKey.findFirstOrThrow();
    expect(JSON.stringify(stored)).not.toContain(key);
    expect(key.startsWith(stored.prefix)).toBe(true);
    expect(key).toMatch(/^otm_[\w-]{43}$/);
  });
});

describe('API keys', () => {
  beforeAll(async () => {
    admin = await api.keyFor('admin');
  });
  const post = (path: string, body: unknown): Promise<Answer> =>
    api.call(path, { method: 'POST', key: admin.key, body });

  it('are made for members of staff, work, are listed without their secret, and end when revoked', async () => {
    const person = await post('/v1/staff', { name: 'Ada Consultant', role: 'consultant' });
    expect(person.status).toBe(201);
    const made = await post('/v1/api-keys', {
      staffId: person.json['id'],
      label: 'Laptop',
      expiresInDays: 30,
    });
    expect(made.status).toBe(201);
    const key = String(made.json['key']);
    expect((await api.call('/v1/vacancies', { key })).status).toBe(200);
    const days =
      (Date.parse(String(made.json['expiresAt'])) - Date.parse(String(made.json['createdAt']))) / 86_400_000;
    expect(days).toBeCloseTo(30, 1);

    const list = await api.call('/v1/api-keys', { key: admin.key });
    const item = (list.json['items'] as Record<string, unknown>[]).find(({ id }) => id === made.json['id']);
    expect(item).toMatchObject({
      label: 'Laptop',
      prefix: key.slice(0, 12),
      staff: { name: 'Ada Consultant' },
      revokedAt: null,
    });
    expect(item?.['lastUsedAt']).not.toBeNull();
    expect(list.text).not.toContain(key);

    const remove = (): Promise<Answer> =>
      api.call(`/v1/api-keys/${String(made.json['id'])}`, { method: 'DELETE', key: admin.key });
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(204);
    expect((await api.call('/v1/vacancies', { key })).json).toMatchObject({
      status: 401,
      code: 'credentials_refused',
    });
  });

  it('of nobody cannot be made or revoked', async () => {
    const nobody = '0199a0a0-0000-7000-8000-000000000000';
    const made = await post('/v1/api-keys', { staffId: nobody, label: 'x' });
    expect(made.json).toMatchObject({ status: 400, errors: [{ field: 'staffId' }] });
    expect((await api.call(`/v1/api-keys/${nobody}`, { method: 'DELETE', key: admin.key })).status).toBe(404);
  });

  it('page through the list once', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Answer = await api.call(`/v1/api-keys?limit=1${cursor && `&cursor=${cursor}`}`, {
        key: admin.key,
      });
      seen.push(...(page.json['items'] as { id: string }[]).map(({ id }) => id));
      cursor = page.json['nextCursor'] as string | null;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(await api.database.prisma.apiKey.count());
  });
});
