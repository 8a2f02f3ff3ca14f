import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, signedInBrowser, type TestBrowser } from '../../fixtures/accounts.js';
import { startApi, tokenOf, type Answer, type TestApi } from '../../fixtures/api.js';

let api: TestApi;
let browser: TestBrowser;
let sent: Answer;
let path: string;
beforeAll(async () => {
  api = await startApi();
  browser = await signedInBrowser(api, await makeAccount(api, 'consultant'));
  sent = await api.upload();
  path = `/candidates/${String(sent.json['candidateId'])}`;
});
afterAll(() => api.stop());

const open = (token: string): Promise<number> =>
  api.call(`/v1/cvs/${String(sent.json['id'])}`, { key: token }).then(({ status }) => status);
const end = (fields: Record<string, string>): Promise<Answer> =>
  browser.call(`${path}/link-revocations`, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

describe('the page that ends the links of a person', () => {
  it('is led to from the person’s page, and does nothing before it is confirmed', async () => {
    expect((await browser.call(path)).text).toContain(`href="${path}/link-revocations"`);
    expect((await browser.call(`${path}/link-revocations`)).text).toContain(
      'Their links are to stop working',
    );
    const answer = await end({ send: 'yes' });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Select that their links are to stop working');
    expect(await open(tokenOf(sent))).toBe(200);
    expect(await api.database.prisma.message.count({ where: { kind: 'new_link' } })).toBe(0);
  });

  it('ends them, which is on record, and sends a new one that works', async () => {
    const done = await end({ confirm: 'yes', send: 'yes' });
    expect(done.status).toBe(303);
    expect((await browser.call(done.headers.get('location') ?? '')).text).toContain(
      'A new one is on its way',
    );
    expect(await open(tokenOf(sent))).toBe(401);
    const events = await api.database.prisma.auditEvent.findMany({
      where: { action: 'candidate.links_revoked' },
    });
    expect(events.map(({ actor }) => actor)).toEqual([`staff:${browser.staffId}`]);
    const message = await api.database.prisma.message.findFirstOrThrow({ where: { kind: 'new_link' } });
    const text = await browser.call(`/v1/messages/${message.id}/text`);
    const token = /token=(otc_[\w-]+)/.exec(text.text)?.[1] ?? '';
    expect(await open(token)).toBe(200);
  });

  it('sends nothing where that is not asked for', async () => {
    const before = await api.database.prisma.message.count();
    expect((await end({ confirm: 'yes' })).status).toBe(303);
    expect(await api.database.prisma.message.count()).toBe(before);
  });
});
