import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, signedInBrowser } from '../../fixtures/accounts.js';
import { startApi, textCv, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { sendCv, type Sender } from '../../fixtures/people.js';

let api: TestApi;
let consultant: StaffKey;
beforeAll(async () => {
  api = await startApi();
  consultant = await api.keyFor('consultant');
});
afterAll(() => api.stop());

const person = (fields: Record<string, string> = {}): Promise<Sender> => sendCv(api, { fields });
const patch = (id: string, body: unknown, key = consultant.key): Promise<Answer> =>
  api.call(`/v1/candidates/${id}/contact`, { method: 'PATCH', key, body });
const stored = (id: string) =>
  api.database.prisma.candidate.findUniqueOrThrow({ where: { id }, include: { contact: true } });

describe('contact data that is wrong', () => {
  it('is put right, with what duplicates and distances go by, and the trail names fields alone', async () => {
    const { id } = await person({ phone: '0113 496 0000', postcode: 'LS1 3EX' });
    const answer = await patch(id, {
      name: 'Samira Field',
      email: 'Samira@Example.org',
      phone: '+44 7700 900123',
      postcode: 'bs12aa',
    });
    expect(answer.json).toEqual({
      name: 'Samira Field',
      email: 'Samira@Example.org',
      phone: '+44 7700 900123',
      postcode: 'BS1 2AA',
    });
    expect(await stored(id)).toMatchObject({
      outwardCode: 'BS1',
      contact: { emailKey: 'samira@example.org', phoneKey: '7700900123' },
    });
    const entry = await api.database.prisma.auditEvent.findFirstOrThrow({
      where: { subject: `candidate:${id}`, action: 'candidate.contact_changed' },
    });
    expect(entry.actor).toBe(`staff:${consultant.staffId}`);
    expect(entry.facts).toEqual({
      fields: ['name', 'email', 'phone', 'postcode'],
      apiKeyId: consultant.keyId,
    });
  });

  it('is left alone where nothing else is said, and emptied only where that is said', async () => {
    const { id } = await person({ phone: '0113 496 0000', postcode: 'LS1 3EX' });
    expect((await patch(id, { name: 'Sam Field' })).status).toBe(200);
    expect(
      await api.database.prisma.auditEvent.count({
        where: { subject: `candidate:${id}`, action: 'candidate.contact_changed' },
      }),
    ).toBe(0);
    expect((await patch(id, { postcode: null })).json).toMatchObject({
      phone: '0113 496 0000',
      postcode: null,
    });
    expect((await stored(id)).outwardCode).toBeNull();
    for (const body of [
      { email: 'nobody' },
      { phone: 'abc' },
      { postcode: 'XYZ' },
      { name: '' },
      { role: 'admin' },
    ])
      expect((await patch(id, body)).status, JSON.stringify(body)).toBe(400);
    expect((await patch('0199a0a0-0000-7000-8000-000000000000', { name: 'X' })).status).toBe(404);
  });

  it('is put right on a page, which keeps what was typed and says what is wrong', async () => {
    const { id } = await person();
    const browser = await signedInBrowser(api, await makeAccount(api, 'consultant'));
    const send = async (fields: Record<string, string>): Promise<Response> =>
      fetch(`${api.address}/candidates/${id}/contact`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'sec-fetch-site': 'same-origin', cookie: browser.cookie },
        body: new URLSearchParams(fields),
      });
    expect((await browser.call(`/candidates/${id}`)).text).toContain(`/candidates/${id}/contact`);
    expect((await browser.call(`/candidates/${id}/contact`)).text).toContain('value="Sam Field"');
    const wrong = await send({ name: 'Samuel "Sam" Field', email: 'nobody', phone: '', postcode: '' });
    expect(wrong.status).toBe(400);
    const page = await wrong.text();
    expect(page).toContain('Enter an e-mail address');
    expect(page).toContain('value="Samuel &quot;Sam&quot; Field"');
    const right = await send({
      name: 'Samuel Field',
      email: 'samuel@example.org',
      phone: '',
      postcode: 'LS2 9JT',
    });
    expect(right.headers.get('location')).toBe(`/candidates/${id}?done=contact`);
    expect((await stored(id)).contact).toMatchObject({
      name: 'Samuel Field',
      phone: null,
      postcode: 'LS2 9JT',
    });
  });

  it('follows a later upload by the person’s own link in telephone and postcode, and in no name or address', async () => {
    const { id, token } = await person({ phone: '0113 496 0000', postcode: 'LS1 3EX' });
    const again = await api.upload({
      key: token,
      file: `${textCv()}\nA later one.`,
      fields: {
        name: 'Somebody Else',
        email: 'else@example.org',
        phone: '0117 496 0000',
        postcode: 'BS1 2AA',
      },
    });
    expect(again.status).toBe(202);
    expect(await stored(id)).toMatchObject({
      outwardCode: 'BS1',
      contact: { name: 'Sam Field', phone: '0117 496 0000', postcode: 'BS1 2AA' },
    });
    const silent = await api.upload({
      key: token,
      file: `${textCv()}\nThe last one.`,
      fields: { name: undefined, email: undefined, phone: undefined, postcode: undefined },
    });
    expect(silent.status).toBe(202);
    expect((await stored(id)).contact).toMatchObject({ phone: '0117 496 0000', postcode: 'BS1 2AA' });
  });
});
