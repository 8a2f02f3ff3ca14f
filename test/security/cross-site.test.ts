import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, PASSWORD, signedInBrowser, type TestBrowser } from '../fixtures/accounts.js';
import { startApi, textCv, type TestApi } from '../fixtures/api.js';
import { formOf, postForm } from '../fixtures/raw-http.js';

let api: TestApi;
let browser: TestBrowser;
beforeAll(async () => {
  api = await startApi();
  browser = await signedInBrowser(api, await makeAccount(api, 'admin'));
});
afterAll(() => api.stop());

const VACANCY = { title: 'T', employer: 'E', description: 'Band 6. Home visits.' };
const own = (): string => `http://127.0.0.1:${api.port}`;

function post(headers: Record<string, string>): ReturnType<TestApi['call']> {
  return api.call('/v1/vacancies', {
    method: 'POST',
    body: VACANCY,
    headers: { cookie: browser.cookie, ...headers },
  });
}

describe('a request that changes something, with the cookie of somebody who is signed in', () => {
  it.each<[string, () => Record<string, string>]>([
    ['another site', () => ({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })],
    ['a sibling host', () => ({ 'sec-fetch-site': 'same-site' })],
    ['another site, whatever origin is claimed', () => ({ 'sec-fetch-site': 'cross-site', origin: own() })],
    ['an old browser on another site', () => ({ origin: 'https://evil.example' })],
    ['another port of the same host', () => ({ origin: 'http://127.0.0.1:1' })],
    ['a page that hides where it is', () => ({ origin: 'null' })],
    ['nobody who says where', () => ({})],
  ])('is refused from %s', async (_name, headers) => {
    expect((await post(headers())).json).toMatchObject({ status: 403, code: 'cross_site_request' });
  });

  it('changes nothing then', async () => {
    expect(await api.database.prisma.vacancy.count()).toBe(0);
  });

  it.each<[string, () => Record<string, string>]>([
    ['our own page', () => ({ 'sec-fetch-site': 'same-origin', origin: own() })],
    ['our own page without a referrer', () => ({ 'sec-fetch-site': 'same-origin', origin: 'null' })],
    ['our own page in an old browser', () => ({ origin: own() })],
  ])('is taken from %s', async (_name, headers) => {
    expect((await post(headers())).status).toBe(201);
  });

  it('is refused on every route that changes something', async () => {
    for (const { method, path, page } of api.app.routes) {
      if (method === 'get') continue;
      const answer = await api.call(path.replace(/\{\w+\}/g, '0199a0a0-0000-7000-8000-000000000000'), {
        method: method.toUpperCase(),
        headers: { cookie: browser.cookie, 'sec-fetch-site': 'cross-site' },
      });
      expect(answer.status, `${method} ${path}`).toBe(403);
      if (!page) expect(answer.json).toMatchObject({ code: 'cross_site_request' });
    }
  });

  it('is refused as a form with a file, which browsers send without asking', async () => {
    const form = formOf([{ name: 'file', fileName: 'cv.txt', body: textCv() }]);
    const answer = await postForm(api.port, form, {
      Cookie: browser.cookie,
      Origin: 'https://evil.example',
      'Sec-Fetch-Site': 'cross-site',
    });
    expect(answer.status).toBe(403);
    expect(await api.database.prisma.cv.count()).toBe(0);
  });
});

describe('signing in', () => {
  it('cannot be done for somebody by another site', async () => {
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      const answer = await api.call('/v1/session', {
        method: 'POST',
        headers,
        body: { email: browser.email, password: PASSWORD },
      });
      expect(answer.json).toMatchObject({ code: 'cross_site_request' });
    }
  });
});

describe('what needs no cookie', () => {
  it('is not held up: a program with a key, and the form of an agency’s own website', async () => {
    const { key } = await api.keyFor('consultant');
    const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://www.agency.example' };
    const made = await api.call('/v1/vacancies', { method: 'POST', key, body: VACANCY, headers: elsewhere });
    expect(made.status).toBe(201);
    expect((await api.upload({ headers: elsewhere })).status).toBe(202);
  });
});
