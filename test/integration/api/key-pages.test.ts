import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, signedInBrowser, type TestBrowser } from '../../fixtures/accounts.js';
import { startApi, textCv, type Answer, type TestApi } from '../../fixtures/api.js';

let api: TestApi;
let admin: TestBrowser;
let staffId: string;
beforeAll(async () => {
  api = await startApi();
  admin = await signedInBrowser(api, await makeAccount(api, 'admin'));
  ({ staffId } = await api.keyFor('consultant'));
});
afterAll(() => api.stop());

const make = (fields: readonly (readonly [string, string])[]): Promise<Answer> =>
  fetch(`${api.address}/admin/keys`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      cookie: admin.cookie,
    },
    body: new URLSearchParams([
      ['staffId', staffId],
      ['label', 'A program'],
      ...fields.map(([name, value]): [string, string] => [name, value]),
    ]),
  }).then(async (response) => ({
    status: response.status,
    headers: response.headers,
    text: await response.text(),
    json: {},
  }));
const keyIn = (answer: Answer): string => /otm_[\w-]{43}/.exec(answer.text)?.[0] ?? '';
const scopesOf = async (): Promise<string[]> =>
  (await api.database.prisma.apiKey.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })).scopes;

describe('the page for keys of programs', () => {
  it('makes one that hands over CVs and reads nothing', async () => {
    const made = await make([['reach', 'upload']]);
    expect(made.status).toBe(201);
    const key = keyIn(made);
    expect((await api.upload({ key, file: textCv() })).status).toBe(202);
    expect((await api.call('/v1/vacancies', { key })).json['code']).toBe('scope_missing');
    expect((await api.call('/v1/cv-reviews', { key })).json['code']).toBe('scope_missing');
    const page = (await admin.call('/admin/keys')).text;
    expect(page).toContain('cvs:write, cv-batches:write');
  });

  it('makes one for what was ticked, and shows all that can be', async () => {
    const page = (await admin.call('/admin/keys')).text;
    for (const scope of ['vacancies:read', 'candidates:write', 'cvs:read'])
      expect(page).toContain(`name="scopes" value="${scope}"`);
    expect(
      (
        await make([
          ['reach', 'chosen'],
          ['scopes', 'vacancies:read'],
          ['scopes', 'cvs:read'],
        ])
      ).status,
    ).toBe(201);
    expect(await scopesOf()).toEqual(['vacancies:read', 'cvs:read']);
  });

  it('makes one without limits only where that is said', async () => {
    const before = await api.database.prisma.apiKey.count();
    for (const fields of [[], [['reach', 'chosen']], [['reach', 'nonsense']]] as [string, string][][]) {
      const refused = await make(fields);
      expect(refused.status, JSON.stringify(fields)).toBe(400);
      expect(refused.text).toContain('Choose what it may do');
      expect(refused.text).toContain('value="A program"');
    }
    expect(
      (
        await make([
          ['reach', 'chosen'],
          ['scopes', 'no:such'],
        ])
      ).status,
    ).toBe(400);
    expect(await api.database.prisma.apiKey.count()).toBe(before);
    expect((await make([['reach', 'all']])).status).toBe(201);
    expect(await scopesOf()).toEqual([]);
    expect((await admin.call('/admin/keys')).text).toContain('All of their role');
  });

  it('offers everybody who works here, however many they are', async () => {
    await api.database.pool.query(
      `INSERT INTO staff (id, name, role) SELECT gen_random_uuid(), 'Colleague ' || n, 'consultant' FROM generate_series(1, 120) n`,
    );
    const page = (await admin.call('/admin/keys')).text;
    expect(page.match(/<option value="[^"]+">Colleague /g)).toHaveLength(120);
  });
});
