import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attentionOf } from '../../../src/web/vacancies/attention.js';
import { makeAccount, signedInBrowser } from '../../fixtures/accounts.js';
import { startApi, type TestApi } from '../../fixtures/api.js';
import { postVacancy } from '../../fixtures/staff-pages.js';

const WORDS = { title: 'Stroke', employer: 'Riverside', description: 'You carry out home visits.' };
const DAY_MS = 86_400_000;

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe('what needs attention in a vacancy', () => {
  it.each([
    ['on its last evening in summer', '2027-07-01T22:59:59Z', '2027-07-01T22:30:00Z', 0],
    ['half an hour after the day has ended in London', '2027-07-01T22:59:59Z', '2027-07-01T23:30:00Z', -1],
    ['on its last morning in winter', '2027-01-31T23:59:59Z', '2027-01-31T06:00:00Z', 0],
    ['on the day before, late', '2027-01-31T23:59:59Z', '2027-01-30T23:30:00Z', 1],
  ])('is told by the day: %s', async (_, closesAt, now, days) => {
    const id = await postVacancy(api, { ...WORDS, closesAt });
    const attention = await attentionOf(api.database, [id], new Date(now));
    expect(attention.get(id)).toMatchObject({ closesInDays: days });
  });

  it('counts answers of this week and people shortlisted, not those who went on', async () => {
    const id = await postVacancy(api, WORDS);
    const { prisma } = api.database;
    const { staffId } = await api.keyFor('consultant');
    const people = await Promise.all(
      [1, 2].map(async (n) => {
        const answer = await api.upload({ fields: { email: `person${n}@example.org` } });
        return String(answer.json['candidateId']);
      }),
    );
    for (const [n, candidateId] of people.entries()) {
      await prisma.candidacy.create({
        data: { id: uuidv7(), candidateId, vacancyId: id, stage: n === 0 ? 'shortlisted' : 'contacted' },
      });
      await prisma.question.create({
        data: {
          ...{ id: uuidv7(), candidateId, vacancyId: id, about: 'driver', question: 'Do you drive?' },
          ...{ askedById: staffId, answer: 'Yes', answeredAt: new Date(Date.now() - n * 10 * DAY_MS) },
        },
      });
    }
    expect((await attentionOf(api.database, [id])).get(id)).toMatchObject({ answers: 1, shortlisted: 1 });
    const staff = await signedInBrowser(api, await makeAccount(api, 'agency_staff'));
    const { text } = await staff.call('/vacancies', { headers: { accept: 'text/html' } });
    expect(text).toContain('<strong class="number">1</strong> answer this week');
    expect(text).toContain('<strong class="number">1</strong> shortlisted, to be taken further');
    expect(text).toContain(`href="/vacancies/${id}/about"`);
  });
});
