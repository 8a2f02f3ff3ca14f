import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offeredForms } from '../../../src/offered-forms/schema.js';
import { makeAccount, signedInBrowser } from '../../fixtures/accounts.js';
import { startApi, tokenOf, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { cvOf } from '../../fixtures/people.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

describe('words of CVs that are offered to the taxonomy', () => {
  let api: TestApi;
  let worker: TestWorker;
  let consultant: StaffKey;
  let admin: StaffKey;
  const people: { id: string; token: string }[] = [];
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    consultant = await api.keyFor('consultant');
    admin = await api.keyFor('admin');
    for (const name of ['Ada Quill', 'Bea Quill', 'Cleo Quill']) {
      const lines = [
        'I ran brain attack',
        'pathway meetings. Kitchen walks too.',
        'Phone 0113 496 0000',
        name,
      ];
      const sent = await api.upload({
        file: cvOf(name, name.startsWith('Cleo') ? ['I led home visits.'] : lines),
        fields: { name, email: `${name.replace(' ', '.')}@example.org` },
      });
      people.push({ id: String(sent.json['candidateId']), token: tokenOf(sent) });
    }
    await worker.workOff();
  });
  afterAll(() => api.stop());

  const offer = (words: string, conceptId: string | null, person = 0, key = consultant.key) =>
    api.call(`/v1/candidates/${people[person]?.id ?? ''}/offered-forms`, {
      method: 'POST',
      key,
      body: { words, conceptId },
    });
  const offers = async (state = 'open') =>
    offeredForms.parse(
      (await api.call(`/v1/taxonomy/offered-forms?state=${state}`, { key: admin.key })).json,
    );
  const judge = (id: string, body: object, key = admin.key) =>
    api.call(`/v1/taxonomy/offered-forms/${id}/judgement`, { method: 'POST', key, body });

  it('are stored once with who offered them, and listed with how many CVs say it', async () => {
    const first = await offer('Brain attack  pathway', 'spec.stroke');
    expect(first.status, first.text).toBe(201);
    expect((await offer('brain attack pathway', 'spec.stroke')).json).toEqual(first.json);
    expect((await offer('brain attack pathway', 'spec.stroke', 1)).status).toBe(201);
    const { lookedAt, items } = await offers();
    expect(lookedAt).toBe(3);
    expect(items).toMatchObject([
      {
        id: first.json['id'],
        words: 'Brain attack pathway',
        conceptId: 'spec.stroke',
        concept: 'Stroke',
        offers: 2,
        offeredBy: ['A consultant'],
        cvs: 2,
      },
    ]);
    const audited = await api.database.prisma.auditEvent.findMany({ where: { action: 'form.offered' } });
    expect(audited.map(({ actor }) => actor)).toEqual(Array(2).fill(`staff:${consultant.staffId}`));
    expect(JSON.stringify(audited.map(({ facts }) => facts))).not.toContain('attack');
  });

  it.each([
    ['Quill', 'words_personal'],
    ['Phone 0113 496 0000', 'words_personal'],
    ['pathway meetings. Kitchen walks too.', 'words_too_long'],
    ['moon walks', 'words_not_in_cv'],
  ])('are refused where they are %s', async (words, code) => {
    const before = await api.database.prisma.offeredForm.count();
    expect((await offer(words, 'spec.stroke')).json).toMatchObject({ status: 422, code });
    expect(await api.database.prisma.offeredForm.count()).toBe(before);
  });

  it('are refused for what they are known as, and for a concept that there is not', async () => {
    expect((await offer('home visits', 'duty.home_visits', 2)).json).toMatchObject({ code: 'form_known' });
    expect((await offer('kitchen walks', 'no.such')).json).toMatchObject({ code: 'invalid_request' });
    expect((await offer('kitchen walks', 'title.advanced')).json).toMatchObject({ code: 'invalid_request' });
  });

  it('are accepted with a concept and a reason, once, and come out as the data files say it', async () => {
    const none = String((await offer('Kitchen walks', null)).json['id']);
    expect((await judge(none, { accepted: true, reason: 'usual' })).json).toMatchObject({
      code: 'invalid_request',
      errors: [{ field: 'conceptId' }],
    });
    expect((await judge(none, { accepted: false, reason: 'no concept of ours' })).status).toBe(204);
    expect((await judge(none, { accepted: false, reason: 'again' })).json).toMatchObject({
      code: 'judged_already',
    });
    expect((await offers('declined')).items).toMatchObject([
      { reason: 'no concept of ours', judgedBy: 'A admin' },
    ]);

    const id = (await offers()).items[0]?.id ?? '';
    expect((await judge(id, { accepted: true, reason: 'usual' })).status).toBe(204);
    expect((await offers()).items).toEqual([]);
    const exported = (await api.call('/v1/taxonomy/accepted-forms', { key: admin.key })).json;
    expect(exported).toMatchObject({ 'specialisms.json': [{ id: 'spec.stroke', sectors: ['nhs'] }] });
    expect(JSON.stringify(exported)).toContain('"Brain attack pathway"');
    expect(JSON.stringify(exported).match(/attack pathway/gi)).toHaveLength(1);
    expect(await api.database.prisma.auditEvent.count({ where: { action: 'form.judged' } })).toBe(2);
  });

  it('stay without a link to whoever is erased, and are told to whoever asks what is held', async () => {
    const [ada] = people;
    const held = await api.call(`/v1/candidates/${ada?.id ?? ''}/export`, { key: ada?.token ?? '' });
    expect(held.text).toContain('Brain attack pathway');
    const erased = await api.call(`/v1/candidates/${ada?.id ?? ''}/erasure`, {
      method: 'POST',
      key: ada?.token ?? '',
      body: { confirm: true },
    });
    expect(erased.status, erased.text).toBe(200);
    const left = await api.database.prisma.offeredForm.findMany({ orderBy: { id: 'asc' } });
    expect(left).toHaveLength(3);
    expect(left[0]).toMatchObject({ words: 'Brain attack pathway', cvId: null });
    expect((await offers('accepted')).items).toMatchObject([{ offers: 2, cvs: 1 }]);
  });

  it('are accepted for another concept where theirs is one no longer, which the page asks for', async () => {
    const { id } = await api.database.prisma.offeredForm.create({
      data: {
        id: '0199a0a0-0000-7000-8000-000000000001',
        words: 'kitchen walks',
        wordsKey: 'kitchen walks',
        conceptId: 'duty.gone',
        offeredById: consultant.staffId,
      },
    });
    expect((await offers()).items).toMatchObject([{ conceptId: 'duty.gone', concept: null }]);
    const browser = await signedInBrowser(api, await makeAccount(api, 'admin'));
    const page = (await browser.call('/admin/taxonomy/offers')).text;
    expect(page).toContain('duty.gone');
    expect(page).toContain(`id="conceptId-${id}"`);
    const accepted = { accepted: true, reason: 'usual', conceptId: 'spec.stroke' };
    expect((await judge(id, accepted)).status).toBe(204);
  });

  it('are shown with whoever judged them last, and why', async () => {
    const second = await api.keyFor('admin');
    await api.database.prisma.staff.update({ where: { id: second.staffId }, data: { name: 'A 2nd admin' } });
    const again = String((await offer('kitchen walks', null, 1)).json['id']);
    const judged = { accepted: false, reason: 'a place' };
    expect((await judge(again, judged, second.key)).status).toBe(204);
    expect((await offers('declined')).items).toMatchObject([
      { offers: 2, reason: 'a place', judgedBy: 'A 2nd admin' },
    ]);
  });
});
