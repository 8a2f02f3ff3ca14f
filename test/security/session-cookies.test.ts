import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookiesOf, makeAccount, PASSWORD, signedInBrowser, signIn } from '../fixtures/accounts.js';
import { startApi, type TestApi } from '../fixtures/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const NEW_PASSWORD = 'walnut gondola pragmatic teaspoon';

describe('the session cookie', () => {
  it('is out of reach for scripts and other hosts', async () => {
    const secure = await startApi({ beside: api, env: { PUBLIC_URL: 'https://ot.agency.example' } });
    try {
      const account = await makeAccount(secure, 'consultant');
      const cookies = (await signIn(secure, account)).headers.getSetCookie();
      expect(cookies).toHaveLength(2);
      for (const cookie of cookies)
        expect(cookie).toMatch(
          /^__Host-otm_(session|device)=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/,
        );
    } finally {
      await secure.stop();
    }
  });

  it('works on http://localhost as well, under a plain name', async () => {
    const [cookie] = (await signIn(api, await makeAccount(api, 'consultant'))).headers.getSetCookie();
    expect(cookie).toMatch(/^otm_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/);
  });

  it('is in the database as a digest only', async () => {
    const browser = await signedInBrowser(api, await makeAccount(api, 'consultant'));
    const token = /otm_session=([\w-]+)/.exec(browser.cookie)?.[1] ?? 'x';
    const rows = await api.database.prisma.staffSession.findMany();
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows.every(({ hash }) => hash.length === 32)).toBe(true);
    expect(api.logs.join('')).not.toContain(token);
  });

  it('is a new one with every sign-in, whatever the browser had before', async () => {
    const account = await makeAccount(api, 'consultant');
    const planted = 'A'.repeat(43);
    const answer = await signIn(api, account, { cookie: `otm_session=${planted}` });
    expect(cookiesOf(answer)).not.toContain(planted);
    const withPlanted = await api.call('/v1/account', { headers: { cookie: `otm_session=${planted}` } });
    expect(withPlanted.status).toBe(401);
  });

  it('that is over is taken for none: a candidate may still upload', async () => {
    const form = await api.upload({ headers: { cookie: `otm_session=${'B'.repeat(43)}` } });
    expect(form.status).toBe(202);
  });
});

describe('a session ends', () => {
  const status = async (cookie: string): Promise<number> =>
    (await api.call('/v1/account', { headers: { cookie } })).status;

  it('when the browser was left alone for half an hour', async () => {
    const { cookie, staffId } = await signedInBrowser(api, await makeAccount(api, 'consultant'));
    const idle = (minutes: number): Promise<number> =>
      api.database.prisma.$executeRaw`
        UPDATE staff_session SET last_seen_at = now() - make_interval(mins => ${minutes}::int) WHERE staff_id = ${staffId}::uuid`;
    await idle(29);
    expect(await status(cookie)).toBe(200);
    await idle(31);
    expect(await status(cookie)).toBe(401);
  });

  it('not for who is active, however short it may lie idle', async () => {
    const brisk = await startApi({ beside: api, env: { SESSION_IDLE_MINUTES: '1' } });
    try {
      const { cookie, staffId } = await signedInBrowser(brisk, await makeAccount(brisk, 'consultant'));
      await api.database.prisma.$executeRaw`
        UPDATE staff_session SET last_seen_at = now() - interval '45 seconds' WHERE staff_id = ${staffId}::uuid`;
      expect((await brisk.call('/v1/account', { headers: { cookie } })).status).toBe(200);
      const [row] = await api.database.prisma.$queryRaw<{ noted: boolean }[]>`
        SELECT last_seen_at > now() - interval '40 seconds' AS noted FROM staff_session WHERE staff_id = ${staffId}::uuid`;
      expect(row?.noted).toBe(true);
    } finally {
      await brisk.stop();
    }
  });

  it('after half a day, however busy', async () => {
    const { cookie, staffId } = await signedInBrowser(api, await makeAccount(api, 'consultant'));
    await api.database.prisma.$executeRaw`
      UPDATE staff_session SET expires_at = now() - interval '1 second' WHERE staff_id = ${staffId}::uuid`;
    expect(await status(cookie)).toBe(401);
  });

  it('by signing out, for good', async () => {
    const browser = await signedInBrowser(api, await makeAccount(api, 'consultant'));
    const answer = await browser.call('/v1/session', { method: 'DELETE' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toMatch(/^otm_session=; .*Max-Age=0/);
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(await status(browser.cookie)).toBe(401);
  });

  it('when an administrator closes the account, changes the role, or signs the person out', async () => {
    const { key } = await api.keyFor('admin');
    for (const [method, path, body] of [
      ['PATCH', '', { disabled: true }],
      ['PATCH', '', { role: 'agency_staff' }],
      ['DELETE', '/sessions', undefined],
    ] as const) {
      const { cookie, staffId } = await signedInBrowser(api, await makeAccount(api, 'consultant'));
      expect(await status(cookie)).toBe(200);
      const answer = await api.call(`/v1/staff/${staffId}${path}`, { method, key, body });
      expect(answer.status).toBeLessThan(300);
      expect(await status(cookie)).toBe(401);
    }
  });

  it('everywhere else when the password is changed, and here it goes on under a new token', async () => {
    const account = await makeAccount(api, 'consultant');
    const [here, elsewhere] = [await signedInBrowser(api, account), await signedInBrowser(api, account)];
    const changed = await here.call('/v1/account/password', {
      method: 'POST',
      body: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
    });
    expect(changed.status).toBe(204);
    expect(await status(elsewhere.cookie)).toBe(401);
    expect(await status(here.cookie)).toBe(401);
    expect(await status(cookiesOf(changed))).toBe(200);
    expect((await signIn(api, account)).status).toBe(401);
    expect((await signIn(api, { ...account, password: NEW_PASSWORD })).status).toBe(201);
  });

  it('where its holder says so, from a list of their own', async () => {
    const account = await makeAccount(api, 'consultant');
    const [here, elsewhere] = [await signedInBrowser(api, account), await signedInBrowser(api, account)];
    const stranger = await signedInBrowser(api, await makeAccount(api, 'admin'));
    const list = await here.call('/v1/account/sessions');
    const items = list.json['items'] as { id: string; isThisOne: boolean }[];
    expect(items).toHaveLength(2);
    const other = items.find(({ isThisOne }) => !isThisOne)?.id ?? '';
    const end = (browser: typeof here): ReturnType<typeof api.call> =>
      browser.call(`/v1/account/sessions/${other}`, { method: 'DELETE' });
    expect((await end(stranger)).status).toBe(404);
    expect(await status(elsewhere.cookie)).toBe(200);
    expect((await end(here)).status).toBe(204);
    expect(await status(elsewhere.cookie)).toBe(401);
    expect((await here.call('/v1/account/sessions', { method: 'DELETE' })).status).toBe(204);
    expect(await status(here.cookie)).toBe(401);
  });
});

describe('what is for people who are signed in', () => {
  it('is not for API keys or candidates, whoever holds them', async () => {
    const { key } = await api.keyFor('admin');
    const upload = await api.upload();
    const token = new URL(String(upload.json['statusUrl'])).searchParams.get('token') ?? '';
    const own = api.app.routes.filter(({ access, page }) => access.kind === 'session' && !page);
    expect(own.length).toBeGreaterThan(5);
    for (const { method, path } of own) {
      for (const credential of [key, token]) {
        const answer = await api.call(path.replace('{id}', '0199a0a0-0000-7000-8000-000000000000'), {
          method: method.toUpperCase(),
          key: credential,
        });
        expect(answer.json, `${method} ${path}`).toMatchObject({ status: 403, code: 'session_required' });
      }
    }
  });
});
