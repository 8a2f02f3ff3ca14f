import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeMessage } from '../../../src/messages/write-message.js';
import { makeAccount, signedInBrowser, type TestBrowser } from '../../fixtures/accounts.js';
import { startApi, type TestApi } from '../../fixtures/api.js';

let api: TestApi;
let browser: TestBrowser;
let candidateId: string;
beforeAll(async () => {
  api = await startApi({ env: { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'agency@example.org' } });
  browser = await signedInBrowser(api, await makeAccount(api, 'consultant'));
  candidateId = String((await api.upload()).json['candidateId']);
});
afterAll(() => api.stop());

const write = (subject: string, state: string): Promise<string> =>
  api.database.prisma.$transaction(async (tx) => {
    const message = { candidateId, kind: 'questions', body: 'x', createdById: browser.staffId } as const;
    const id = await writeMessage(tx, { ...message, subject });
    await tx.message.update({ where: { id }, data: { state } });
    return id;
  });
const settle = async (id: string, how: string): Promise<string> => {
  const answer = await browser.call(`/messages/${id}/${how}`, { method: 'POST' });
  return answer.headers.get('location') ?? String(answer.status);
};

describe('messages, where a mail server is set', () => {
  it('are for people only where they failed, or where nobody knows', async () => {
    for (const state of ['waiting', 'sending', 'sent', 'uncertain', 'failed'])
      await write(`IS-${state}`, state);
    const owed = (await browser.call('/messages')).text;
    expect(owed.match(/IS-\w+/g)).toEqual(['IS-uncertain', 'IS-failed']);
    const all = (await browser.call('/messages?show=all')).text;
    expect(all.match(/IS-\w+/g)).toHaveLength(5);
    expect(owed).toContain('2<span class="visually-hidden"> waiting</span>');
  });

  it('are neither sent again nor passed on while they are on their way, or once they are sent', async () => {
    for (const state of ['sending', 'sent']) {
      const id = await write('x', state);
      for (const how of ['retry', 'passing-on'])
        expect(await settle(id, how)).toBe('/messages?done=meanwhile');
      expect((await api.database.prisma.message.findUniqueOrThrow({ where: { id } })).state).toBe(state);
    }
    const waiting = await write('x', 'waiting');
    expect(await settle(waiting, 'retry')).toBe('/messages?done=meanwhile');
    const path = `/v1/messages/${waiting}/passing-on`;
    expect((await browser.call(path, { method: 'POST' })).status).toBe(204);
    expect((await browser.call(path, { method: 'POST' })).json['code']).toBe('message_not_failed');
    expect(await settle('0199a0a0-0000-7000-8000-000000000000', 'passing-on')).toBe('404');
    expect(await api.database.prisma.auditEvent.count({ where: { action: 'message.passed_on' } })).toBe(1);
  });
});
