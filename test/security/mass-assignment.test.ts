import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type StaffKey, type TestApi } from '../fixtures/api.js';

let api: TestApi;
let admin: StaffKey;
beforeAll(async () => {
  api = await startApi();
  admin = await api.keyFor('admin');
});
afterAll(() => api.stop());

const BODIES: Readonly<Record<string, object>> = {
  '/v1/vacancies': { title: 'T', employer: 'E', description: 'D' },
  '/v1/vacancies/suggestions': { text: 'D' },
  '/v1/staff': { name: 'N', role: 'consultant' },
  '/v1/session': { email: 'a@example.org', password: 'x' },
  '/v1/session/second-factor': { challenge: 'x', code: '123456' },
  '/v1/password-links': { token: 'x', password: 'x' },
  '/v1/link-requests': { email: 'a@example.org' },
  '/v1/password-resets': { email: 'a@example.org' },
  '/v1/api-keys': { staffId: '0199a0a0-0000-7000-8000-000000000000', label: 'L' },
};
const EXTRA = {
  id: '0199a0a0-0000-7000-8000-000000000000',
  createdAt: '2020-01-01T00:00:00Z',
  createdById: 'x',
  employerId: 'x',
  generation: 9,
  rankedRevision: 1,
  requirement: {},
  hash: 'x',
  key: 'otm_x',
  prefix: 'otm_x',
  revokedAt: null,
  disabledAt: null,
  account: { create: {} },
  passwordHash: 'x',
  secondFactor: true,
  apiKeys: { create: {} },
  criteria_: [],
};

describe('a field that is ours to set is refused by name', () => {
  it.each(Object.keys(BODIES))('by POST %s', async (path) => {
    for (const [field, value] of Object.entries(EXTRA)) {
      const body = { ...BODIES[path], [field]: value };
      const answer = await api.call(path, { method: 'POST', key: admin.key, body });
      expect(answer.json, field).toMatchObject({ status: 400, errors: [{ field }] });
    }
  });

  it('by PATCH, and nothing changes', async () => {
    const made = await api.call('/v1/vacancies', {
      method: 'POST',
      key: admin.key,
      body: BODIES['/v1/vacancies'],
    });
    const path = `/v1/vacancies/${String(made.json['id'])}`;
    const headers = { 'if-match': '"1"' };
    for (const [field, value] of Object.entries({ ...EXTRA, revision: 7, status: 'closed' })) {
      const answer = await api.call(path, {
        method: 'PATCH',
        key: admin.key,
        headers,
        body: { [field]: value },
      });
      expect(answer.status, field).toBe(400);
    }
    expect((await api.call(path, { key: admin.key })).json).toMatchObject({ revision: 1, status: 'open' });
  });
});

describe('an operator of the database in place of a value is refused', () => {
  it.each([{ contains: '' }, { not: null }, { in: ['a'] }, ['a'], null, 7, true])('%j', async (value) => {
    for (const field of ['title', 'employer', 'description']) {
      const body = { ...BODIES['/v1/vacancies'], [field]: value };
      expect((await api.call('/v1/vacancies', { method: 'POST', key: admin.key, body })).status).toBe(400);
    }
  });

  it.each(['status[not]=open', 'status[]=open', 'limit[gt]=0', 'cursor[]=x', '__proto__[x]=1', 'where={}'])(
    'in the address: %s',
    async (query) => {
      expect((await api.call(`/v1/vacancies?${query}`, { key: admin.key })).status).toBe(400);
    },
  );
});

describe('SQL in place of a value is a value', () => {
  it.each([
    "'; DROP TABLE vacancy; --",
    "' OR '1'='1",
    '1; SELECT pg_sleep(10)',
    '$1',
    '\\x27',
    "'||(SELECT version())||'",
  ])('%s', async (value) => {
    const made = await api.call('/v1/vacancies', {
      method: 'POST',
      key: admin.key,
      body: { title: value, employer: value, description: value },
      headers: { 'idempotency-key': Buffer.from(value).toString('base64url') },
    });
    expect(made.json).toMatchObject({ title: value, employer: { name: value }, description: value });
    for (const query of ['status', 'limit', 'cursor']) {
      const answer = await api.call(`/v1/vacancies?${query}=${encodeURIComponent(value)}`, {
        key: admin.key,
      });
      expect(answer.status).toBe(400);
    }
    expect((await api.call(`/v1/vacancies/${encodeURIComponent(value)}`, { key: admin.key })).status).toBe(
      404,
    );
  });
});
