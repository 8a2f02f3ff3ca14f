import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, signedInBrowser, signIn } from '../fixtures/accounts.js';
import { startApi, type TestApi } from '../fixtures/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

interface Line {
  readonly msg: string;
  readonly status?: number;
  readonly actor?: string;
  readonly problem?: string;
  readonly route?: string;
}
const lines = (): Line[] => api.logs.map((line) => JSON.parse(line) as Line);

describe('every answer', () => {
  it.each(['/v1/session/ways', '/sign-in', '/v1/vacancies', '/nowhere'])(
    'tells browsers to come by https alone for a year: %s',
    async (path) => {
      const { headers } = await api.call(path);
      const [, age = '0'] = /^max-age=(\d+)/.exec(headers.get('strict-transport-security') ?? '') ?? [];
      expect(Number(age)).toBeGreaterThanOrEqual(31_536_000);
    },
  );
});

describe('every page', () => {
  it.each(['/', '/cv', '/sign-in', '/nowhere-at-all'])(
    'runs our own scripts alone, is framed nowhere and is told to no other site: %s',
    async (path) => {
      const { headers } = await api.call(path, { headers: { accept: 'text/html' } });
      expect(headers.get('content-type')).toContain('text/html');
      const policy = (headers.get('content-security-policy') ?? '').split('; ');
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
        ]),
      );
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    },
  );
});

describe('every page for staff', () => {
  it.each(['/vacancies', '/pipeline', '/duplicates', '/admin', '/admin/keys', '/admin/audit'])(
    'has a way to sign out: %s',
    async (path) => {
      const browser = await signedInBrowser(api, await makeAccount(api, 'admin'));
      const page = await browser.call(path);
      expect(page.status).toBe(200);
      expect(page.text).toMatch(/<form[^>]*action="\/sign-out"[^>]*>[^]*?Sign out/);
    },
  );
});

describe('a password', () => {
  it('may have 64 characters and more, all of which count', async () => {
    const password = `${'brackish tangerine omnibus quiver '.repeat(3)}lantern`;
    expect(password.length).toBeGreaterThan(64);
    const admin = await api.keyFor('admin');
    const account = await makeAccount(api, 'consultant');
    const link = await api.call(`/v1/staff/${account.staffId}/password-links`, {
      method: 'POST',
      key: admin.key,
    });
    const token = String(link.json['url']).split('#')[1] ?? '';
    expect((await api.call('/v1/password-links', { method: 'POST', body: { token, password } })).status).toBe(
      204,
    );
    expect((await signIn(api, { ...account, password: password.slice(0, -1) })).status).toBe(401);
    expect((await signIn(api, { ...account, password })).status).toBe(201);
  });
});

describe('the log', () => {
  it('names who was refused, and why', async () => {
    const { key, staffId } = await api.keyFor('agency_staff');
    await api.call('/v1/audit-events', { key });
    expect(lines().findLast(({ msg }) => msg === 'request')).toMatchObject({
      status: 403,
      actor: `staff:${staffId}`,
      problem: 'not_allowed',
      route: '/v1/audit-events',
    });
    expect((await api.call('/metrics')).text).toMatch(/authz_denied_total\{route="\/v1\/audit-events"\} 1/);
  });

  it('has one line for each event, whatever a client sends', async () => {
    const forged = '\n{"level":30,"msg":"request","actor":"staff:forged","status":200}\r\n';
    const before = api.logs.length;
    await api.call(`/v1/vacancies/${encodeURIComponent(forged)}`);
    await api.call('/v1/session', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', 'user-agent': 'a\tb' },
      body: { email: `x@example.org${forged}`, password: forged },
    });
    await api.upload({ fileName: `cv${forged}.txt`, fields: { name: forged, email: 'forged@example.org' } });
    const written = api.logs.slice(before);
    expect(written.length).toBeGreaterThanOrEqual(3);
    for (const line of written) expect(line.trimEnd()).not.toContain('\n');
    expect(lines().some(({ actor }) => actor === 'staff:forged')).toBe(false);
  });
});
