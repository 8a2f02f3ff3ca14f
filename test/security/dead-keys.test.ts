import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newApiKey } from '../../src/http/api-key.js';
import { makeStaff, startApi, type TestApi } from '../fixtures/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe('a key that is not, or not any more, is refused without a word why', () => {
  const yesterday = new Date(Date.now() - 86_400_000);

  it.each<[string, () => Promise<string>]>([
    ['unknown', () => Promise.resolve(newApiKey().key)],
    ['expired', async () => (await makeStaff(api.database, 'admin', { expiresAt: yesterday })).key],
    ['revoked', async () => (await makeStaff(api.database, 'admin', { revokedAt: yesterday })).key],
    [
      'of somebody who has left',
      async () => (await makeStaff(api.database, 'admin', { disabledAt: yesterday })).key,
    ],
    ['cut short', async () => (await makeStaff(api.database, 'admin')).key.slice(0, -1)],
    ['in capitals', async () => (await makeStaff(api.database, 'admin')).key.toUpperCase()],
    ['that is only the prefix', async () => (await makeStaff(api.database, 'admin')).key.slice(0, 12)],
    [
      'that is the digest in the database',
      async () => {
        const { keyId } = await makeStaff(api.database, 'admin');
        const { hash } = await api.database.prisma.apiKey.findUniqueOrThrow({ where: { id: keyId } });
        return `otm_${Buffer.from(hash).toString('base64url')}`;
      },
    ],
    ['of another kind', () => Promise.resolve('ghp_abcdefghijklmnopqrstuvwxyz')],
    ['with a statement in it', () => Promise.resolve("otm_'OR'1'='1")],
  ])('%s', async (_name, key) => {
    const answer = await api.call('/v1/vacancies', { key: await key() });
    expect(answer.json).toMatchObject({ status: 401, code: 'credentials_refused' });
    const unknown = await api.call('/v1/vacancies', { key: newApiKey().key });
    expect({ ...answer.json, requestId: '' }).toEqual({ ...unknown.json, requestId: '' });
  });

  it.each(['Basic YWRtaW46YWRtaW4=', 'Bearer', 'Bearer a b', 'Digest x', ''])(
    'the header "%s"',
    async (authorization) => {
      const answer = await api.call('/v1/vacancies', { headers: { authorization } });
      expect(answer.status).toBe(401);
    },
  );

  it('of somebody who has come back, too: they are given another', async () => {
    const admin = await makeStaff(api.database, 'admin');
    const { key, staffId } = await makeStaff(api.database, 'consultant');
    const status = async () => (await api.call('/v1/vacancies', { key })).status;
    expect(await status()).toBe(200);
    for (const disabled of [true, false])
      await api.call(`/v1/staff/${staffId}`, { method: 'PATCH', key: admin.key, body: { disabled } });
    expect(await status()).toBe(401);
  });

  it('also where strangers are welcome: a bad key is not taken for none', async () => {
    expect((await api.upload({ key: newApiKey().key })).json).toMatchObject({
      status: 401,
      code: 'credentials_refused',
    });
    expect(await api.database.prisma.cv.count()).toBe(0);
  });
});

describe('a key in the address', () => {
  it('is refused, because addresses are logged and remembered', async () => {
    const { key } = await makeStaff(api.database, 'admin');
    for (const path of [`/v1/vacancies?token=${key}`, `/v1/vacancies?api_key=${key}`]) {
      expect((await api.call(path)).status).toBeGreaterThanOrEqual(400);
    }
    const upload = await api.upload();
    expect((await api.call(`/v1/cvs/${String(upload.json['id'])}?token=${key}`)).status).toBe(401);
    expect(api.logs.join('')).not.toContain(key);
  });
});

describe('a key', () => {
  it('is noted as used, at most once a minute', async () => {
    const { key, keyId } = await makeStaff(api.database, 'consultant');
    const used = async (): Promise<Date | null> =>
      (await api.database.prisma.apiKey.findUniqueOrThrow({ where: { id: keyId } })).lastUsedAt;
    await api.call('/v1/vacancies', { key });
    const first = await used();
    expect(first).not.toBeNull();
    await api.call('/v1/vacancies', { key });
    expect(await used()).toEqual(first);
  });
});
