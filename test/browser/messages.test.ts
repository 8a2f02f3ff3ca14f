import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeMessage } from '../../src/messages/write-message.js';
import { makeAccount } from '../fixtures/accounts.js';
import { startApi, type TestApi } from '../fixtures/api.js';
import { expectAccessible, hasChromium, useBrowser } from '../fixtures/browser.js';
import { signedInPage } from '../fixtures/staff-pages.js';

describe.runIf(hasChromium())('messages, where no mail server is set', () => {
  let api: TestApi;
  let candidateId: string;
  let staffId: string;
  beforeAll(async () => {
    api = await startApi();
    candidateId = String((await api.upload()).json['candidateId']);
    ({ staffId } = await makeAccount(api, 'consultant'));
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();

  const write = (subject: string): Promise<string> =>
    api.database.prisma.$transaction((tx) =>
      writeMessage(tx, {
        candidateId,
        kind: 'questions',
        subject,
        body: '1. Do you <b>drive</b>?',
        createdById: staffId,
      }),
    );
  const shownTo = (id: string): Promise<number> =>
    api.database.prisma.auditEvent.count({
      where: { action: 'message.shown', actor: `staff:${id}`, subject: `candidate:${candidateId}` },
    });

  it('wait for a person, who copies the text with its link and says that it is passed on', async () => {
    const id = await write('A question <i>for you</i>');
    const account = await makeAccount(api, 'consultant');
    const page = await signedInPage(visitor, api, account, `/candidates/${candidateId}`, {
      viewport: { width: 360, height: 740 },
    });
    await page.getByRole('link', { name: 'Messages 1 waiting' }).waitFor();
    await page.getByRole('link', { name: 'A question <i>for you</i>' }).click();
    const text = await page.getByLabel('The text, to copy').inputValue();
    expect(text).toContain('1. Do you <b>drive</b>?');
    await expectAccessible(page);
    expect(await shownTo(account.staffId)).toBe(1);
    const link = /http:\/\/candidates\.example(\/cv\/\S+)/.exec(text)?.[1] ?? '';
    expect((await api.call(link)).status).toBe(200);
    expect(await page.getByRole('button', { name: 'Send it again' }).count()).toBe(0);

    await page.getByRole('button', { name: 'I have passed it on' }).click();
    await page.getByText('It counts as sent').waitFor();
    await page.getByText('Nothing is to be dealt with.').waitFor();
    expect(await page.getByRole('link', { name: 'Messages', exact: true }).count()).toBe(1);
    await page.getByRole('link', { name: 'All, the newest first' }).click();
    await page.getByRole('link', { name: 'A question <i>for you</i>' }).click();
    expect(await page.getByLabel('The text, to copy').inputValue()).not.toContain('otc_');
    expect((await api.database.prisma.message.findUniqueOrThrow({ where: { id } })).state).toBe('sent');
  });

  it.each(['failed', 'uncertain'])('that are %s are sent again from there', async (state) => {
    const id = await write(`It is ${state}`);
    await api.database.prisma.message.update({ where: { id }, data: { state, fault: 'EENVELOPE:550' } });
    const page = await signedInPage(visitor, api, await makeAccount(api, 'admin'), '/messages');
    await page.getByText('EENVELOPE:550').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: `It is ${state}` }).click();
    await page.getByRole('button', { name: 'Send it again' }).click();
    await page.getByText('It waits to be sent again.').waitFor();
    const kept = await api.database.prisma.message.findUniqueOrThrow({ where: { id } });
    expect(kept).toMatchObject({ state: 'waiting', fault: null, attempts: 0 });
    await api.database.prisma.message.delete({ where: { id } });
  });
});
