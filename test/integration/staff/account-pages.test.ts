import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, PASSWORD, signedInBrowser, signIn, type TestBrowser } from '../../fixtures/accounts.js';
import { startApi, type TestApi } from '../../fixtures/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const send = (browser: TestBrowser, path: string, fields: Record<string, string> = {}): Promise<Response> =>
  fetch(api.address + path, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      cookie: browser.cookie,
    },
    body: new URLSearchParams(fields),
  });
const isSignedIn = async ({ cookie }: TestBrowser): Promise<boolean> =>
  (await api.call('/v1/account', { headers: { cookie } })).status === 200;

describe('the page of one’s own account', () => {
  it('is a link away on every page, and changes the password, which signs out everywhere else', async () => {
    const account = await makeAccount(api, 'consultant');
    const [here, there] = [await signedInBrowser(api, account), await signedInBrowser(api, account)];
    expect((await here.call('/vacancies')).text).toContain('<a href="/account">');
    const next = 'gravel umbrella sixpence trombone';
    const wrong = await send(here, '/account/password', { currentPassword: 'not it', newPassword: next });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain('This is not your password.');
    const weak = await send(here, '/account/password', { currentPassword: PASSWORD, newPassword: 'short' });
    expect(await weak.text()).toContain('at least 12 characters');
    const empty = await send(here, '/account/password', { currentPassword: '', newPassword: next });
    expect(await empty.text()).toContain('Enter the password that you have now');
    expect(await isSignedIn(there)).toBe(true);
    const done = await send(here, '/account/password', { currentPassword: PASSWORD, newPassword: next });
    expect(done.headers.get('location')).toBe('/account?done=password');
    expect(done.headers.getSetCookie().join()).toContain('otm_session=');
    expect(await isSignedIn(there)).toBe(false);
    expect((await signIn(api, { ...account, password: next })).status).toBe(201);
  });

  it('shows where one is signed in, and ends that there, everywhere, and nowhere of anybody else', async () => {
    const account = await makeAccount(api, 'consultant');
    const [here, there] = [await signedInBrowser(api, account), await signedInBrowser(api, account)];
    const stranger = await signedInBrowser(api, await makeAccount(api, 'consultant'));
    const page = (await here.call('/account')).text;
    expect(page).toContain('This browser');
    const ends = [...page.matchAll(/action="(\/account\/sessions\/[0-9a-f-]{36}\/end)"/g)].map(
      ([, path]) => path,
    );
    expect(ends).toHaveLength(1);
    expect((await send(stranger, ends[0] ?? '')).status).toBe(404);
    expect(await isSignedIn(there)).toBe(true);
    expect((await send(here, ends[0] ?? '')).headers.get('location')).toBe('/account?done=session');
    expect([await isSignedIn(there), await isSignedIn(here)]).toEqual([false, true]);
    const all = await send(here, '/account/sessions/end');
    expect(all.headers.get('location')).toBe('/sign-in');
    expect(await isSignedIn(here)).toBe(false);
    expect(
      await api.database.prisma.auditEvent.count({
        where: { action: 'staff.signed_out', subject: `staff:${account.staffId}` },
      }),
    ).toBe(2);
  });

  it('says how many recovery codes are left', async () => {
    const account = await makeAccount(api, 'consultant');
    const browser = await signedInBrowser(api, account);
    expect((await browser.call('/account')).text).toContain('None is set up');
    await api.database.prisma.staffAccount.update({
      where: { staffId: account.staffId },
      data: { totpSecret: Buffer.from('x'), recoveryHashes: [Buffer.from('a'), Buffer.from('b')] },
    });
    const page = (await browser.call('/account')).text;
    expect(page).toMatch(/Recovery codes left: <strong[^>]*>2</);
    expect(page).toContain('Few are left');
  });
});
