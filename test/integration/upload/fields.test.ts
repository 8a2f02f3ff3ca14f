import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, textCv, tokenOf, type TestApi } from '../../fixtures/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe('each field is told what is wrong with it', () => {
  it.each<[string, Record<string, string | undefined>, string, RegExp]>([
    ['no name', { name: undefined }, 'name', /needed/],
    ['a blank name', { name: ' \t ' }, 'name', /empty/],
    ['a name of control characters', { name: '\u202E\u0007' }, 'name', /empty/],
    ['a name of 300 characters', { name: 'x'.repeat(300) }, 'name', /at most 200/],
    ['no e-mail', { email: undefined }, 'email', /needed/],
    ['an e-mail without a domain', { email: 'sam@' }, 'email', /not an e-mail/],
    ['two e-mails', { email: 'a@example.org, b@example.org' }, 'email', /not an e-mail/],
    ['a telephone number of words', { phone: 'call me' }, 'phone', /digits/],
    ['a telephone number of three digits', { phone: '123' }, 'phone', /7 to 15/],
    ['a postcode of another country', { postcode: '10115' }, 'postcode', /UK postcode/],
    ['no consent to keep', { consentToKeep: undefined }, 'consentToKeep', /agree/],
    ['consent refused', { consentToKeep: 'false' }, 'consentToKeep', /agree/],
  ])('%s', async (_name, fields, field, message) => {
    const answer = await api.upload({ fields });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ code: 'invalid_request' });
    const errors = answer.json['errors'] as { field: string; message: string }[];
    expect(errors.map((error) => error.field)).toEqual([field]);
    expect(errors[0]?.message).toMatch(message);
    expect(await api.storedFiles()).toEqual([]);
  });

  it('all at once, and without what was sent', async () => {
    const answer = await api.upload({
      fields: { name: '', email: 'not-an-address', phone: 'letters', postcode: 'nowhere' },
    });
    const errors = answer.json['errors'] as { field: string }[];
    expect(errors.map((error) => error.field).sort()).toEqual(['email', 'name', 'phone', 'postcode']);
    expect(answer.text).not.toMatch(/not-an-address|letters|nowhere/);
  });
});

describe('what is taken in', () => {
  it('is stored tidied, apart from the person', async () => {
    const answer = await api.upload({
      fields: {
        name: '  Zoe\u0308   \u202EField ',
        email: 'Zoe.Field@Example.ORG',
        phone: '',
        postcode: 'ls13ex',
      },
    });
    expect(answer.status).toBe(202);
    const person = await api.database.prisma.candidate.findUniqueOrThrow({
      where: { id: String(answer.json['candidateId']) },
      include: { contact: true, consents: true },
    });
    expect(person.contact).toMatchObject({
      name: 'Zoë Field',
      email: 'Zoe.Field@Example.ORG',
      phone: null,
      postcode: 'LS1 3EX',
    });
    expect(person.outwardCode).toBe('LS1');
    expect(person.consents.map(({ scope, given }) => `${scope} by ${given}`).sort()).toEqual([
      'keep by upload_form',
      'represent by upload_form',
    ]);
  });

  it('consent to be represented is given only when it is said', async () => {
    const answer = await api.upload({ fields: { consentToRepresent: undefined } });
    const consents = await api.database.prisma.consent.findMany({
      where: { candidateId: String(answer.json['candidateId']) },
    });
    expect(consents.map(({ scope }) => scope)).toEqual(['keep']);
  });

  it('hostile names are text like any other', async () => {
    const name = `Robert'); DROP TABLE candidate;-- <script>alert(1)</script> {{7*7}} \${7*7}`;
    const answer = await api.upload({ fields: { name } });
    const { key } = await api.keyFor('consultant');
    const person = await api.call(`/v1/candidates/${String(answer.json['candidateId'])}`, { key });
    expect(person.json['name']).toBe(name);
    expect(person.headers.get('content-type')).toMatch(/^application\/json/);
  });
});

describe('the candidate’s link', () => {
  it('adds a version to the same person, who need not repeat who they are', async () => {
    const first = await api.upload();
    const token = tokenOf(first);
    const second = await api.upload({
      key: token,
      file: textCv(),
      fields: {
        name: undefined,
        email: undefined,
        phone: undefined,
        postcode: undefined,
        consentToRepresent: undefined,
      },
    });
    expect(second.status).toBe(202);
    expect(second.json['candidateId']).toBe(first.json['candidateId']);
    expect(second.json['id']).not.toBe(first.json['id']);
    const consents = await api.database.prisma.consent.count({
      where: { candidateId: String(first.json['candidateId']) },
    });
    expect(consents).toBe(2);
  });

  it('without it an e-mail address is nobody’s identity: another CV is another person', async () => {
    const [first, second] = [await api.upload(), await api.upload()];
    expect(second.json['candidateId']).not.toBe(first.json['candidateId']);
  });
});
