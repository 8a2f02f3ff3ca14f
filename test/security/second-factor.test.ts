import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  browserWith,
  cookiesOf,
  FROM_OUR_PAGE,
  makeAccount,
  PASSWORD,
  signedInBrowser,
  signIn,
  type TestAccount,
  type TestBrowser,
} from '../fixtures/accounts.js';
import { startApi, type Answer, type TestApi } from '../fixtures/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ env: { SECOND_FACTOR: 'required' } });
});
afterAll(() => api.stop());

interface WithApp {
  readonly account: TestAccount;
  readonly browser: TestBrowser;
  readonly recoveryCodes: readonly string[];
  /** What the app shows now, or `steps` half-minutes later. */
  readonly code: (steps?: number) => string;
}

async function withApp(): Promise<WithApp> {
  const account = await makeAccount(api, 'consultant');
  const browser = await signedInBrowser(api, account);
  const begun = await browser.call('/v1/account/second-factor', {
    method: 'POST',
    body: { password: PASSWORD },
  });
  const totp = new TOTP({ secret: Secret.fromBase32(String(begun.json['secret'])) });
  const code = (steps = 0): string => totp.generate({ timestamp: Date.now() + steps * 30_000 });
  const confirmed = await confirm(browser, code());
  expect(confirmed.status).toBe(200);
  return {
    account,
    code,
    browser: browserWith(api, account, cookiesOf(confirmed)),
    recoveryCodes: confirmed.json['recoveryCodes'] as string[],
  };
}

function confirm(browser: TestBrowser, code: string): Promise<Answer> {
  return browser.call('/v1/account/second-factor/confirmation', { method: 'POST', body: { code } });
}

async function challengeOf(account: TestAccount): Promise<string> {
  const answer = await signIn(api, account);
  expect(answer.status).toBe(202);
  expect(cookiesOf(answer)).toBe('');
  return String(answer.json['challenge']);
}

function answerWith(challenge: string, code: string): Promise<Answer> {
  return api.call('/v1/session/second-factor', {
    method: 'POST',
    headers: FROM_OUR_PAGE,
    body: { challenge, code },
  });
}

/** Codes that were used are refused: as if half a minute had gone by since. */
function forgetUsedCodes({ staffId }: TestAccount): Promise<unknown> {
  return api.database.prisma.staffAccount.update({ where: { staffId }, data: { totpLastStep: 0 } });
}

describe('where a second factor is required', () => {
  it('a password alone opens the own account and nothing else', async () => {
    const browser = await signedInBrowser(api, await makeAccount(api, 'admin'));
    expect((await browser.call('/v1/account')).json).toMatchObject({ mustSetUpSecondFactor: true });
    for (const { method, path, access, page } of api.app.routes) {
      if (access.kind === 'public' || access.kind === 'session' || path === '/metrics') continue;
      const answer = await browser.call(path.replace(/\{\w+\}/g, '0199a0a0-0000-7000-8000-000000000000'), {
        method: method.toUpperCase(),
      });
      if (page) expect([303, 403], `${method} ${path}`).toContain(answer.status);
      else
        expect(answer.json, `${method} ${path}`).toMatchObject({
          status: 403,
          // What only candidates may do, no member of staff may, half signed in or wholly.
          code: access.kind === 'candidate' ? 'not_allowed' : 'second_factor_required',
        });
    }
  });

  it('setting an app up opens the rest, under a new token, and ends other sessions', async () => {
    const account = await makeAccount(api, 'consultant');
    const [here, elsewhere] = [await signedInBrowser(api, account), await signedInBrowser(api, account)];
    const begun = await here.call('/v1/account/second-factor', {
      method: 'POST',
      body: { password: PASSWORD },
    });
    expect(begun.json['uri']).toMatch(/^otpauth:\/\/totp\/OT%20Match:.*secret=[A-Z2-7]{32}/);
    const code = new TOTP({ secret: Secret.fromBase32(String(begun.json['secret'])) }).generate();
    const confirmed = await confirm(here, code);
    expect(confirmed.json['recoveryCodes']).toHaveLength(10);
    expect((await here.call('/v1/account')).status).toBe(401);
    expect((await elsewhere.call('/v1/account')).status).toBe(401);
    const now = browserWith(api, account, cookiesOf(confirmed));
    expect((await now.call('/v1/vacancies')).status).toBe(200);
  });

  it('an unlocked screen is not enough to set one up', async () => {
    const browser = await signedInBrowser(api, await makeAccount(api, 'consultant'));
    const begun = await browser.call('/v1/account/second-factor', {
      method: 'POST',
      body: { password: 'guessed it' },
    });
    expect(begun.json).toMatchObject({ status: 400, errors: [{ field: 'password' }] });
    expect((await confirm(browser, '123456')).json).toMatchObject({ errors: [{ field: 'code' }] });
  });
});

describe('signing in with a code', () => {
  it('takes the app’s code once', async () => {
    const { account, code } = await withApp();
    await forgetUsedCodes(account);
    const now = code();
    const answer = await answerWith(await challengeOf(account), now);
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({ mustSetUpSecondFactor: false });
    const browser = browserWith(api, account, cookiesOf(answer));
    expect((await browser.call('/v1/vacancies')).status).toBe(200);
    expect((await answerWith(await challengeOf(account), now)).json).toMatchObject({
      code: 'sign_in_refused',
    });
  });

  it('takes no code of long ago or of later', async () => {
    const { account, code } = await withApp();
    await forgetUsedCodes(account);
    const challenge = await challengeOf(account);
    for (const steps of [-10, 10]) expect((await answerWith(challenge, code(steps))).status).toBe(401);
    expect((await answerWith(challenge, code())).status).toBe(201);
  });

  it('takes each recovery code once, however it is typed', async () => {
    const { account, recoveryCodes } = await withApp();
    const [first = '', second = ''] = recoveryCodes;
    expect(
      (await answerWith(await challengeOf(account), first.toUpperCase().replaceAll('-', ' '))).status,
    ).toBe(201);
    expect((await answerWith(await challengeOf(account), first)).status).toBe(401);
    expect((await answerWith(await challengeOf(account), second)).status).toBe(201);
    const kept = await api.database.prisma.staffAccount.findUniqueOrThrow({
      where: { staffId: account.staffId },
    });
    expect(kept.recoveryHashes).toHaveLength(8);
  });

  it('takes neither an invented challenge, nor one twice, nor one that is over', async () => {
    const { account, code, recoveryCodes } = await withApp();
    expect((await answerWith('A'.repeat(43), code())).status).toBe(401);
    const challenge = await challengeOf(account);
    expect((await answerWith(challenge, recoveryCodes[0] ?? '')).status).toBe(201);
    expect((await answerWith(challenge, recoveryCodes[1] ?? '')).status).toBe(401);
    const old = await challengeOf(account);
    await api.database.prisma.$executeRaw`
      UPDATE one_time_link SET expires_at = now() WHERE staff_id = ${account.staffId}::uuid`;
    expect((await answerWith(old, recoveryCodes[2] ?? '')).status).toBe(401);
  });

  it('lets nobody who knows the password guess codes', async () => {
    const { account, recoveryCodes } = await withApp();
    const statuses: number[] = [];
    const challenge = await challengeOf(account);
    for (let n = 0; n < 11; n += 1) statuses.push((await answerWith(challenge, '000000')).status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses[10]).toBe(429);
    expect((await answerWith(challenge, recoveryCodes[0] ?? '')).status).toBe(429);
  });

  it('is asked for again after an administrator has taken a lost app away', async () => {
    const { account, browser } = await withApp();
    const { key } = await api.keyFor('admin');
    const taken = await api.call(`/v1/staff/${account.staffId}/second-factor`, { method: 'DELETE', key });
    expect(taken.status).toBe(204);
    expect((await browser.call('/v1/account')).status).toBe(401);
    const again = await signedInBrowser(api, account);
    expect((await again.call('/v1/account')).json).toMatchObject({ mustSetUpSecondFactor: true });
  });
});

describe('the secret of the app', () => {
  it('is sealed in the database, for its own account only', async () => {
    const [one, other] = [await withApp(), await withApp()];
    const { totpSecret } = await api.database.prisma.staffAccount.findUniqueOrThrow({
      where: { staffId: one.account.staffId },
    });
    await api.database.prisma.staffAccount.update({
      where: { staffId: other.account.staffId },
      data: { totpSecret, totpLastStep: 0 },
    });
    expect((await answerWith(await challengeOf(other.account), one.code())).status).toBe(401);
  });
});

it('is asked for as before after a forgotten password was set anew by a link', async () => {
  const { account, code } = await withApp();
  const admin = await api.keyFor('admin');
  const path = `/v1/staff/${account.staffId}/password-links`;
  const link = await api.call(path, { method: 'POST', key: admin.key });
  const token = String(link.json['url']).split('#')[1] ?? '';
  const password = 'gravel umbrella sixpence trombone';
  expect((await api.call('/v1/password-links', { method: 'POST', body: { token, password } })).status).toBe(
    204,
  );
  const answer = await signIn(api, { ...account, password });
  expect(answer.status).toBe(202);
  expect(cookiesOf(answer)).not.toContain('otm_session=');
  const done = await answerWith(String(answer.json['challenge']), code(1));
  expect(done.status).toBe(201);
});
