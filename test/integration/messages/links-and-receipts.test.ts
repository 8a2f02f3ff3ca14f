import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, signedInBrowser, type TestBrowser } from '../../fixtures/accounts.js';
import { startApi, textCv, tokenOf, type Answer, type TestApi } from '../../fixtures/api.js';
import { waitUntil } from '../../fixtures/wait-until.js';

const NOTICE = 'https://agency.example/privacy?of=candidates';
let api: TestApi;
let browser: TestBrowser;
beforeAll(async () => {
  api = await startApi({ env: { PRIVACY_NOTICE_URL: NOTICE } });
  browser = await signedInBrowser(api, await makeAccount(api, 'consultant'));
});
afterAll(() => api.stop());

const writtenTo = (email: string, kind: string) =>
  api.database.prisma.message.findMany({
    where: { kind, candidate: { contact: { email } } },
    orderBy: { id: 'asc' },
  });
const linkIn = (text: string): string => /http:\/\/candidates\.example(\/cv\/\S+)/.exec(text)?.[1] ?? '';
const textOf = async (id: string): Promise<string> =>
  String((await browser.call(`/v1/messages/${id}/text`)).json['text']);

describe('a first CV', () => {
  it('is answered with a message that has the link, how ranking works and the privacy notice', async () => {
    const sent = await api.upload({ fields: { email: 'first@example.org' } });
    const [message] = await writtenTo('first@example.org', 'received');
    expect(message).toMatchObject({ createdById: null, state: 'waiting' });
    const text = await textOf(message?.id ?? '');
    expect(text).toContain('http://candidates.example/how-ranking-works');
    expect(text).toContain(NOTICE);
    expect((await api.call(linkIn(text))).text).toContain('We have your CV');
    // A newer one by their link is no first.
    await api.upload({ key: tokenOf(sent), file: textCv() });
    expect(await writtenTo('first@example.org', 'received')).toHaveLength(1);
    // They were shown the link at once: nobody need pass it on.
    expect((await browser.call('/messages')).text).toContain('Nothing is to be dealt with.');
  });

  it('that staff put on record is told to the person, and is for staff to pass on', async () => {
    const { key, staffId } = await api.keyFor('agency_staff');
    await api.upload({ key, fields: { email: 'entered@example.org' } });
    const [message] = await writtenTo('entered@example.org', 'received');
    expect(message?.createdById).toBe(staffId);
    expect(message?.body).toContain('We have taken your CV into our records');
    expect((await browser.call('/messages')).text).toContain(`/messages/${message?.id ?? ''}"`);
  });

  it('floods nobody whose address somebody else types in', async () => {
    for (let sent = 0; sent < 5; sent += 1)
      await api.upload({ fields: { email: sent % 2 ? 'Victim@example.org' : 'victim@example.org' } });
    const { prisma } = api.database;
    const kinds = { kind: 'received', candidate: { contact: { emailKey: 'victim@example.org' } } };
    expect(await prisma.message.count({ where: kinds })).toBe(3);
    expect(await prisma.contact.count({ where: { emailKey: 'victim@example.org' } })).toBe(5);
  });
});

describe('a lost link', () => {
  const ask = (email: string): Promise<Answer> =>
    api.call('/cv/link', {
      method: 'POST',
      body: new URLSearchParams({ email }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    });

  it('is asked for by the address alone, and the answer is the same whether or not anybody has it', async () => {
    await api.upload({ fields: { email: 'lost@example.org' } });
    const [known, unknown] = [await ask(' LOST@example.org '), await ask('nobody@example.org')];
    expect([known.status, known.headers.get('location'), known.text]).toEqual([
      unknown.status,
      unknown.headers.get('location'),
      unknown.text,
    ]);
    expect(known.headers.get('location')).toBe('/cv/link?done=sent');
    expect((await api.call('/cv/link?done=sent')).text).toContain('If we have a CV from that address');
    const written = await waitUntil('the link is written', async () => {
      const found = await writtenTo('lost@example.org', 'new_link');
      return found.length > 0 && found;
    });
    await api.app.finished();
    expect(written).toHaveLength(1);
    expect((await api.call(linkIn(await textOf(written[0]?.id ?? '')))).status).toBe(200);
    expect(await api.database.prisma.message.count({ where: { kind: 'new_link' } })).toBe(1);
    const asked = await api.database.prisma.auditEvent.findMany({
      where: { action: 'candidate.link_asked' },
    });
    expect(asked).toHaveLength(1);
    // Asked again at once, nothing more is written; and by the API, answered alike.
    await ask('lost@example.org');
    for (const email of ['lost@example.org', 'nobody@example.org']) {
      const answer = await api.call('/v1/link-requests', { method: 'POST', body: { email } });
      expect([answer.status, answer.text]).toEqual([202, '']);
    }
    await api.app.finished();
    expect(await writtenTo('lost@example.org', 'new_link')).toHaveLength(1);
    expect(api.logs.join('')).not.toContain('lost@example.org');
  });

  it('goes to the newest records of an address, however many there are and ask at once', async () => {
    for (let sent = 0; sent < 5; sent += 1) await api.upload({ fields: { email: 'many@example.org' } });
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask('many@example.org')));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    await api.app.finished();
    const where = { kind: 'new_link', candidate: { contact: { emailKey: 'many@example.org' } } };
    expect(await api.database.prisma.message.count({ where })).toBe(3);
  });

  it('is answered before anybody is looked for, and what fails then is logged', async () => {
    const { pool } = api.database;
    await pool.query('ALTER TABLE contact RENAME TO contact_away');
    try {
      expect((await ask('away@example.org')).status).toBe(303);
      await api.app.finished();
    } finally {
      await pool.query('ALTER TABLE contact_away RENAME TO contact');
    }
    expect(api.logs.join('')).toContain('a link that was asked for is not sent');
  });

  it('costs waiting when it is asked for again and again, known or not, and nobody else', async () => {
    await api.upload({ fields: { email: 'again@example.org' } });
    for (const email of ['again@example.org', 'never@example.org']) {
      const answers = [];
      for (let times = 0; times < 7; times += 1) answers.push(await ask(email));
      expect(answers.map(({ status }) => status).slice(0, 5)).toEqual([303, 303, 303, 303, 303]);
      const last = answers.at(-1);
      expect(last?.status).toBe(429);
      expect(last?.text).toContain('Error: Send me my link again');
    }
    expect((await ask('somebody.else@example.org')).status).toBe(303);
  });

  it('is not asked for without an address', async () => {
    for (const email of ['', 'nobody']) {
      const answer = await ask(email);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('Enter an email address in the correct format');
    }
  });

  it('is sent by staff, who end none of the others', async () => {
    const sent = await api.upload({ fields: { email: 'by.staff@example.org' } });
    const path = `/candidates/${String(sent.json['candidateId'])}`;
    const done = await browser.call(`${path}/links`, { method: 'POST' });
    const [message] = await writtenTo('by.staff@example.org', 'new_link');
    expect(message?.createdById).toBe(browser.staffId);
    expect(done.headers.get('location')).toBe(`/messages/${message?.id ?? ''}`);
    expect((await api.call(`/v1/cvs/${String(sent.json['id'])}`, { key: tokenOf(sent) })).status).toBe(200);
    const events = await api.database.prisma.auditEvent.count({ where: { action: 'candidate.link_sent' } });
    expect(events).toBe(1);
  });
});

describe('what is said when data is taken', () => {
  it('stands on the pages that take it, with the agency’s own notice', async () => {
    const sent = await api.upload({ fields: { email: 'notice@example.org' } });
    const status = String(sent.json['statusUrl']).replace('http://candidates.example/v1/cvs', '/cv');
    for (const path of ['/', '/cv', '/cv/link', '/how-ranking-works', status]) {
      const { text } = await api.call(path);
      expect(text, path).toContain('href="/how-ranking-works"');
      expect(text, path).toContain(`href="${NOTICE}"`);
    }
    const page = (await api.call('/how-ranking-works')).text;
    const notice = (await api.call('/v1/ranking-notice')).json as { paragraphs: string[]; parts: string[] };
    for (const sentence of [...notice.paragraphs, ...notice.parts]) expect(page).toContain(sentence);
    const dead = await api.call(status.replace(/token=.*/, 'token=otc_x'), {
      headers: { accept: 'text/html' },
    });
    expect(dead.status).toBe(401);
    expect(dead.text).toContain('href="/cv/link"');
    expect((await api.call('/cv/known')).text).toContain('href="/cv/link"');
  });
});
