import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, signedInBrowser, type TestBrowser } from '../fixtures/accounts.js';
import { startApi, tokenOf, type Answer, type TestApi } from '../fixtures/api.js';

let api: TestApi;
let browser: TestBrowser;
let cvId: string;
let candidateId: string;
let token: string;
beforeAll(async () => {
  api = await startApi();
  browser = await signedInBrowser(api, await makeAccount(api, 'admin'));
  const sent = await api.upload();
  cvId = String(sent.json['id']);
  candidateId = String(sent.json['candidateId']);
  token = tokenOf(sent);
});
afterAll(() => api.stop());

const REFUSED = { status: 403, code: 'staff_at_candidate_link' };
const looks = (): Promise<string[]> =>
  api.database.prisma.auditEvent
    .findMany({ where: { action: 'candidate.link_opened' } })
    .then((events) => events.map(({ actor, subject }) => `${actor} ${subject}`));

describe('a candidate’s link in a browser that staff are signed in with', () => {
  it('changes nothing, on any page and by any call', async () => {
    const asCandidate = new Set(['candidate', 'candidate_or_staff', 'anyone']);
    const routes = api.app.routes.filter(
      ({ method, access }) => method !== 'get' && asCandidate.has(access.kind),
    );
    expect(routes.length).toBeGreaterThan(15);
    for (const { method, path, page } of routes) {
      const own = path.startsWith('/v1/candidates') ? candidateId : cvId;
      const here = `${path.replace(/\{\w+\}/g, own)}?token=${token}`;
      const answer = await browser.call(here, { method: method.toUpperCase(), body: {} });
      expect(answer.status, `${method} ${path}`).toBe(403);
      if (page) expect(answer.text, path).toContain('sign out first if you are the candidate');
      else expect(answer.json, path).toMatchObject(REFUSED);
    }
  });

  it('changes nothing either where the token is sent as a bearer’s', async () => {
    const withdraw = (cookie: string): Promise<Answer> =>
      api.call(`/v1/candidates/${candidateId}/withdrawals`, {
        method: 'POST',
        key: token,
        body: { scope: 'represent' },
        headers: { cookie },
      });
    expect((await withdraw(browser.cookie)).json).toMatchObject(REFUSED);
    expect((await withdraw('otm_session=that-is-over')).status).not.toBe(403);
  });

  it('shows what staff may see, and the look is theirs on record', async () => {
    const before = await looks();
    const answer = await browser.call(`/cv/${cvId}?token=${token}`);
    expect(answer.status).toBe(200);
    expect(await looks()).toEqual([...before, `staff:${browser.staffId} candidate:${candidateId}`]);
  });

  it('shows no form for a newer CV, which they could only fill in to be refused', async () => {
    const refused = await browser.call(`/cv?token=${token}`);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('sign out first if you are the candidate');
    expect((await browser.call('/cv')).status).toBe(200);
    expect((await api.call(`/cv?token=${token}`)).text).toContain('Send a newer CV');
  });

  it('shows nothing of what is for the candidate alone', async () => {
    const path = `/v1/candidates/${candidateId}/monitoring?token=${token}`;
    expect((await browser.call(path)).json).toMatchObject(REFUSED);
    expect((await api.call(path)).status).toBe(200);
    const page = `/cv/${cvId}?token=${token}`;
    expect((await api.call(page)).text).toContain('Prefer not to say');
    expect((await browser.call(page)).text).not.toContain('Prefer not to say');
  });

  it('is the candidate’s again in any other browser, with no look of staff on record', async () => {
    const before = await looks();
    expect((await api.call(`/cv/${cvId}?token=${token}`)).status).toBe(200);
    const request = { method: 'POST', key: token, body: { kind: 'ask_person', words: 'Call me.' } };
    expect((await api.call(`/v1/candidates/${candidateId}/requests`, request)).status).toBeLessThan(300);
    expect(await looks()).toEqual(before);
  });
});
