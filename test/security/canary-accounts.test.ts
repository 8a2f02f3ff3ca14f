import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookiesOf, FROM_OUR_PAGE, signIn } from '../fixtures/accounts.js';
import { startApi, type Answer, type TestApi } from '../fixtures/api.js';

/** Words that occur nowhere but in what this member of staff is and sends. */
const EMAIL = 'canary.staff@canary.example';
const PASSWORD = 'canary tangerine omnibus quiver';
const NEXT_PASSWORD = 'canary walnut gondola teaspoon';
const HITS = /canary|tangerine|gondola|198\.51\.100/i;

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ env: { LOG_LEVEL: 'trace', TRUSTED_PROXIES: '1' } });
});
afterAll(() => api.stop());

describe('what a member of staff sends', () => {
  it('is in no log, audit entry, metric or record of requests after everything that can happen to it', async () => {
    const { key } = await api.keyFor('admin');
    const headers = { ...FROM_OUR_PAGE, 'x-forwarded-for': '198.51.100.7', 'user-agent': 'Canary/1.0' };
    const post = (path: string, body: object, more: object = {}): Promise<Answer> =>
      api.call(path, { method: 'POST', headers: { ...headers, ...more }, body });

    const added = await api.call('/v1/staff', {
      method: 'POST',
      key,
      headers: { 'idempotency-key': 'one' },
      body: { name: 'Canary Person', role: 'consultant', email: EMAIL },
    });
    const path = `/v1/staff/${String(added.json['id'])}`;
    const link = await api.call(`${path}/password-links`, { method: 'POST', key });
    const token = String(link.json['url']).split('#')[1] ?? '';
    await post('/v1/password-links', { token, password: 'canary' });
    expect((await post('/v1/password-links', { token, password: PASSWORD })).status).toBe(204);
    await post('/v1/password-links', { token, password: PASSWORD });
    await signIn(api, { email: EMAIL, password: `${PASSWORD}?` }, headers);
    await signIn(api, { email: `x${EMAIL}`, password: PASSWORD }, headers);
    await post('/v1/session', { email: EMAIL, password: PASSWORD, canary: 'canary' });
    await post('/v1/password-resets', { email: EMAIL });
    const signedIn = await signIn(api, { email: EMAIL, password: PASSWORD }, headers);
    expect(signedIn.status).toBe(201);
    const cookie = cookiesOf(signedIn);
    await post('/v1/account/second-factor', { password: PASSWORD }, { cookie });
    await post('/v1/account/second-factor/confirmation', { code: 'canary' }, { cookie });
    await post('/v1/session/second-factor', { challenge: 'canary', code: 'canary' });
    await post('/v1/account/password', { currentPassword: 'canary', newPassword: NEXT_PASSWORD }, { cookie });
    await post('/v1/account/password', { currentPassword: PASSWORD, newPassword: NEXT_PASSWORD }, { cookie });
    await api.call(path, { method: 'PATCH', key, body: { email: `new.${EMAIL}`, name: 'Canary Again' } });

    const { prisma } = api.database;
    const text = (rows: unknown): string =>
      JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    const places = {
      logs: api.logs.join(''),
      audit: text(await prisma.auditEvent.findMany()),
      metrics: (await api.call('/metrics')).text,
      throttle: text(await prisma.signInThrottle.findMany()),
      links: text(await prisma.oneTimeLink.findMany()),
    };
    expect(places.audit).toContain('staff.sign_in_refused');
    for (const [place, words] of Object.entries(places))
      expect(words.match(HITS)?.[0], place).toBeUndefined();
    for (const secret of [token, cookie.split('=')[1]?.split(';')[0] ?? token, key])
      for (const words of Object.values(places)) expect(words).not.toContain(secret);
  });
});
