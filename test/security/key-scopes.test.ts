import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scopeOf } from '../../src/http/scope.js';
import { startApi, textCv, type Answer, type StaffKey, type TestApi } from '../fixtures/api.js';

let api: TestApi;
let admin: StaffKey;
beforeAll(async () => {
  api = await startApi();
  admin = await api.keyFor('admin');
});
afterAll(() => api.stop());

function make(scopes: readonly string[]): Promise<Answer> {
  return api.call('/v1/api-keys', {
    method: 'POST',
    key: admin.key,
    body: { staffId: admin.staffId, label: 'A part', scopes },
  });
}

describe('a key with scopes', () => {
  it('does what they say and nothing else, though its holder may do everything', async () => {
    const made = await make(['vacancies:read']);
    expect(made.json).toMatchObject({ scopes: ['vacancies:read'] });
    const key = String(made.json['key']);
    for (const { method, path, access, page } of api.app.routes) {
      if (page) continue;
      if (['public', 'session', 'operator', 'candidate'].includes(access.kind)) continue;
      const answer = await api.call(path.replace(/\{\w+\}/g, '0199a0a0-0000-7000-8000-000000000000'), {
        method: method.toUpperCase(),
        key,
      });
      const mayDoIt = scopeOf({ method, path }) === 'vacancies:read';
      expect(answer.json['code'] === 'scope_missing', `${method} ${path}`).toBe(!mayDoIt);
    }
  });

  it('for uploads only lets a website hand CVs in, and read nothing', async () => {
    const key = String((await make(['cvs:write'])).json['key']);
    const upload = await api.upload({ key });
    expect(upload.status).toBe(202);
    const read = await api.call(`/v1/cvs/${String(upload.json['id'])}`, { key });
    expect(read.json).toMatchObject({ status: 403, code: 'scope_missing' });
  });

  it.each([
    ['for uploads only', () => make(['cvs:write']).then(({ json }) => String(json['key']))],
    ['of agency staff', () => api.keyFor('agency_staff').then(({ key }) => key)],
  ])('%s gets nobody’s link for a copy of their CV', async (_name, keyOf) => {
    const file = textCv();
    const fields = { email: `${randomUUID()}@example.org` };
    expect((await api.upload({ file, fields })).status).toBe(202);
    const again = await api.upload({ file, fields, key: await keyOf() });
    expect(again.status).toBe(200);
    expect(again.json['statusUrl']).not.toContain('token');
    const shown = {
      subject: `candidate:${String(again.json['candidateId'])}`,
      action: 'candidate.link_shown',
    };
    expect(await api.database.prisma.auditEvent.count({ where: shown })).toBe(0);
    const consultant = await api.keyFor('consultant');
    expect((await api.upload({ file, fields, key: consultant.key })).json['statusUrl']).toContain('token');
  });

  it('gives its holder no more than their role', async () => {
    const consultant = await api.keyFor('consultant');
    const made = await api.call('/v1/api-keys', {
      method: 'POST',
      key: admin.key,
      body: { staffId: consultant.staffId, label: 'More', scopes: ['staff:read'] },
    });
    const answer = await api.call('/v1/staff', { key: String(made.json['key']) });
    expect(answer.json).toMatchObject({ status: 403, code: 'not_allowed' });
  });

  it('makes no key that can do more than itself', async () => {
    const key = String((await make(['api-keys:write', 'vacancies:read'])).json['key']);
    const makeBy = (scopes: readonly string[]): Promise<Answer> =>
      api.call('/v1/api-keys', {
        method: 'POST',
        key,
        body: { staffId: admin.staffId, label: 'Another', scopes },
      });
    expect((await makeBy([])).json).toMatchObject({ status: 403, code: 'scope_missing' });
    expect((await makeBy(['vacancies:write'])).json).toMatchObject({ status: 403, code: 'scope_missing' });
    expect((await makeBy(['vacancies:read'])).json).toMatchObject({ scopes: ['vacancies:read'] });
  });

  it('is no key to accounts of staff, since those can do everything', async () => {
    const made = await make(['staff:read', 'staff:write']);
    expect(made.json).toMatchObject({ status: 400, errors: [{ field: 'scopes.1' }] });
    const older = String((await make(['staff:read'])).json['key']);
    await api.database.pool.query(
      `UPDATE api_key SET scopes = '{staff:read,staff:write}' WHERE scopes = '{staff:read}'`,
    );
    const path = `/v1/staff/${admin.staffId}/password-links`;
    expect((await api.call(path, { method: 'POST', key: older })).json).toMatchObject({
      code: 'scope_missing',
    });
    expect((await api.call('/v1/staff', { key: older })).status).toBe(200);
  });

  it('cannot be made for a scope that there is not', async () => {
    const made = await make(['vacancies:read', 'vacancies:everything']);
    expect(made.json).toMatchObject({ status: 400, errors: [{ field: 'scopes.1' }] });
    expect(JSON.stringify(made.json)).toContain('vacancies:write');
  });
});
