import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookiesOf, makeAccount } from '../../fixtures/accounts.js';
import { startApi, type Answer, type TestApi } from '../../fixtures/api.js';
import { startProvider, type TestProvider } from '../../fixtures/oidc-provider.js';

const PUBLIC_URL = 'http://staff.agency.example';
const CALLBACK = `${PUBLIC_URL}/v1/session/oidc/callback`;

let provider: TestProvider;
let api: TestApi;
beforeAll(async () => {
  provider = await startProvider(CALLBACK, {
    ada: { email: 'Ada@Agency.example', email_verified: true },
    bob: { email: 'bob@agency.example', email_verified: false },
    eve: { email: 'ada@agency.example', email_verified: true },
    quiet: { email: 'quiet@agency.example' },
    stranger: { email: 'stranger@elsewhere.example', email_verified: true },
    next: { email: 'next@agency.example', email_verified: true },
    moves: { email: 'moves@agency.example', email_verified: true },
    left: { email: 'left@agency.example', email_verified: true },
  });
  api = await startApi({
    env: {
      PUBLIC_URL,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: 'ot-match',
      OIDC_CLIENT_SECRET: 'a-client-secret',
      OIDC_LABEL: 'The Agency',
      SECOND_FACTOR: 'required',
    },
  });
});
afterAll(async () => {
  await api.stop();
  await provider.stop();
});

interface Flow {
  readonly cookie: string;
  readonly back: string;
}

/** From our API to the provider, signed in there, and on the way back. */
async function flowOf(subject: string, next?: string): Promise<Flow> {
  const query = next === undefined ? '' : `?next=${encodeURIComponent(next)}`;
  const begun = await api.call(`/v1/session/oidc${query}`);
  expect(begun.status).toBe(303);
  const back = await provider.signIn(begun.headers.get('location') ?? '', subject);
  return { cookie: cookiesOf(begun), back: back.slice(PUBLIC_URL.length) };
}

async function come(flow: Flow): Promise<Answer> {
  return api.call(flow.back, { headers: { cookie: flow.cookie } });
}

function expectRefusal(answer: Answer): void {
  expect(answer.json).toMatchObject({ status: 401, code: 'sign_in_elsewhere_refused' });
  expect(cookiesOf(answer)).toBe('otm_oidc=');
}

describe('signing in by OpenID Connect', () => {
  it('is offered where it is configured', async () => {
    expect((await api.call('/v1/session/ways')).json).toEqual({
      password: true,
      oidc: { label: 'The Agency' },
    });
    const page = await api.call('/sign-in');
    expect(page.text).toMatch(/<a[^>]* href="\/v1\/session\/oidc"[^>]*>\s*Sign in with The Agency\s*<\/a>/);
  });

  it('says on a page what went wrong, to whoever comes with a browser', async () => {
    const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    const answer = await api.call('/v1/session/oidc/callback?error=access_denied', { headers });
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('You could not be signed in from there');
    expect(answer.headers.get('content-type')).toMatch(/html/);
  });

  it('opens the account with the verified address, and keeps to that person afterwards', async () => {
    const { staffId } = await makeAccount(api, 'consultant', { email: 'ada@agency.example' });
    const answer = await come(await flowOf('ada'));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/vacancies');
    const cookie = cookiesOf(answer);
    const account = await api.call('/v1/account', { headers: { cookie } });
    expect(account.json).toMatchObject({ id: staffId, mustSetUpSecondFactor: false });
    expect((await api.call('/v1/vacancies', { headers: { cookie } })).status).toBe(200);

    await api.database.prisma.staffAccount.update({
      where: { staffId },
      data: { email: 'ada.new@agency.example' },
    });
    expect((await come(await flowOf('ada'))).status).toBe(303);
    // Another person there who has got the address since.
    await api.database.prisma.staffAccount.update({
      where: { staffId },
      data: { email: 'ada@agency.example' },
    });
    expectRefusal(await come(await flowOf('eve')));
  });

  it.each([
    ['there', '/vacancies/1?stage=advanced&names=shown', '/vacancies/1?stage=advanced&names=shown'],
    ['there by a long address', `/pipeline?q=${'a'.repeat(1_400)}`, `/pipeline?q=${'a'.repeat(1_400)}`],
    ['to the vacancies where it is too long for a cookie', `/pipeline?q=${'a'.repeat(1_500)}`, '/vacancies'],
    ['to the vacancies in place of another site', 'https://evil.example/', '/vacancies'],
    ['to the vacancies in place of another host', '//evil.example/', '/vacancies'],
    ['to the vacancies in place of a host in disguise', '/\\evil.example/', '/vacancies'],
    ['to the vacancies in place of a header', '/pipeline\r\nset-cookie: a=b', '/vacancies'],
  ])('brings whoever wanted to go somewhere %s', async (_name, next, to) => {
    await makeAccount(api, 'consultant', { email: 'next@agency.example' }).catch(() => undefined);
    const page = await api.call(`/sign-in?next=${encodeURIComponent('/pipeline?view=a&b=c')}`);
    expect(page.text).toContain('href="/v1/session/oidc?next=%2Fpipeline%3Fview%3Da%26b%3Dc"');
    const answer = await come(await flowOf('next', next));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(to);
  });

  it.each([
    ['whose address nobody has verified', 'bob', 'bob@agency.example'],
    ['of whose address the provider does not say whether it is verified', 'quiet', 'quiet@agency.example'],
    ['whom no administrator has added', 'stranger', null],
  ])('refuses somebody %s', async (_name, subject, email) => {
    if (email !== null) await makeAccount(api, 'consultant', { email });
    const before = await api.database.prisma.staff.count();
    expectRefusal(await come(await flowOf(subject)));
    expect(await api.database.prisma.staff.count()).toBe(before);
  });

  it('lets nobody in who is not said to have used a second factor, where the agency asks for one', async () => {
    const strict = await startApi({
      env: {
        PUBLIC_URL,
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: 'ot-match',
        OIDC_CLIENT_SECRET: 'a-client-secret',
        OIDC_REQUIRED_AMR: 'mfa, hwk',
      },
    });
    await makeAccount(strict, 'consultant', { email: 'ada@agency.example' });
    const begun = await strict.call('/v1/session/oidc');
    const back = await provider.signIn(begun.headers.get('location') ?? '', 'ada');
    const headers = { cookie: cookiesOf(begun) };
    expectRefusal(await strict.call(back.slice(PUBLIC_URL.length), { headers }));
    expect(strict.logs.join('')).toContain('none of these ways of signing in: mfa, hwk');
    await strict.stop();
  });

  it('forgets an account there with the e-mail address, or when an administrator says so, and signs out', async () => {
    const { staffId } = await makeAccount(api, 'consultant', { email: 'moves@agency.example' });
    const admin = await api.keyFor('admin');
    const linked = async (): Promise<boolean> =>
      (await api.database.prisma.staffAccount.findUniqueOrThrow({ where: { staffId } })).oidcSubject !== null;
    const cookie = cookiesOf(await come(await flowOf('moves')));
    expect(await linked()).toBe(true);
    const path = `/v1/staff/${staffId}`;
    const forgotten = await api.call(`${path}/provider-account`, { method: 'DELETE', key: admin.key });
    expect(forgotten.status).toBe(204);
    expect(await linked()).toBe(false);
    expect((await api.call('/v1/account', { headers: { cookie } })).status).toBe(401);
    expect(
      await api.database.prisma.auditEvent.count({
        where: { action: 'staff.oidc_unlinked', subject: `staff:${staffId}` },
      }),
    ).toBe(1);
    await come(await flowOf('moves'));
    expect(await linked()).toBe(true);
    const same = { name: 'Mo Ves', email: 'MOVES@agency.example' };
    expect((await api.call(path, { method: 'PATCH', key: admin.key, body: same })).status).toBe(200);
    expect(await linked()).toBe(true);
    await api.call(path, { method: 'PATCH', key: admin.key, body: { email: 'moved@agency.example' } });
    expect(await linked()).toBe(false);
    expectRefusal(await come(await flowOf('moves')));
  });

  it('refuses somebody who has left', async () => {
    await makeAccount(api, 'consultant', { email: 'left@agency.example', disabledAt: new Date() });
    expectRefusal(await come(await flowOf('left')));
  });

  it('refuses an answer of the provider in another browser, or twice', async () => {
    const [mine, theirs] = [await flowOf('ada'), await flowOf('ada')];
    expectRefusal(await api.call(mine.back));
    expectRefusal(await come({ cookie: theirs.cookie, back: mine.back }));
    expect((await come(mine)).status).toBe(303);
    expectRefusal(await come(mine));
  });

  it('refuses an answer that was tampered with', async () => {
    const flow = await flowOf('ada');
    for (const change of [
      (back: string) => back.replace(/code=[^&]+/, 'code=forged'),
      (back: string) => back.replace(/state=[^&]+/, 'state=forged'),
      (back: string) => back.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example'),
      () => '/v1/session/oidc/callback?error=access_denied',
      () => '/v1/session/oidc/callback',
    ])
      expectRefusal(await come({ ...flow, back: change(flow.back) }));
    expectRefusal(await come({ ...flow, cookie: 'otm_oidc=AAAA' }));
  });

  it('leaves neither codes nor addresses in the log', () => {
    const logs = api.logs.join('');
    expect(logs).toContain('could not be signed in from the OpenID provider');
    expect(logs).not.toMatch(/code=|agency\.example|a-client-secret/);
  });
});
