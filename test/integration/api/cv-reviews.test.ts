import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, tokenOf, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { sampleAdvert, uploadSample } from '../../fixtures/people.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

let api: TestApi;
let worker: TestWorker;
let consultant: StaffKey;
let doubtful: { id: string; candidateId: string };
let damaged: string;
let damagedToken: string;
beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  consultant = await api.keyFor('consultant');
  await uploadSample(api, 'stefan-kowalczyk.txt');
  doubtful = await uploadSample(api, 'isla-mcrae.txt');
  const answer = await api.upload({ file: '%PDF-1.7\nnothing like a PDF', fileName: 'cv.pdf' });
  damaged = String(answer.json['id']);
  damagedToken = tokenOf(answer);
  await worker.workOff();
  await api.database.prisma.cv.update({
    where: { id: doubtful.id },
    data: { quality: 'doubtful', qualityReasons: ['unsure_recognition'], confidence: 61 },
  });
  await api.database.prisma.cvText.update({
    where: { cvId: doubtful.id },
    data: { hiddenText: ['stroke stroke stroke'] },
  });
});
afterAll(() => api.stop());

interface Review {
  cvId: string;
  status: string;
  reason: string;
  quality: { grade: string } | null;
}
async function reviews(query = ''): Promise<{ items: Review[]; nextCursor: string | null }> {
  const answer = await api.call(`/v1/cv-reviews${query}`, { key: consultant.key });
  expect(answer.status).toBe(200);
  return answer.json as unknown as { items: Review[]; nextCursor: string | null };
}

describe('the list of CVs to review', () => {
  it('holds what was doubtful or could not be read, with the reason, page by page', async () => {
    const first = await reviews('?limit=1');
    const second = await reviews(`?limit=1&cursor=${first.nextCursor ?? ''}`);
    expect(second.nextCursor).toBeNull();
    expect([...first.items, ...second.items]).toMatchObject(
      [
        { cvId: doubtful.id, status: 'ready', quality: { grade: 'doubtful' }, reason: /hard to make out/ },
        {
          cvId: damaged,
          status: 'unreadable',
          quality: { grade: 'unreadable' },
          figures: { charactersPerPage: 0 },
          reason: /damaged/,
        },
      ].map(({ reason, ...item }) => ({ ...item, reason: expect.stringMatching(reason) as unknown })),
    );
  });

  it('is not for candidates', async () => {
    expect((await api.call('/v1/cv-reviews', { key: damagedToken })).status).toBe(403);
  });

  it('leaves out what somebody has looked at, and who did is recorded', async () => {
    const answer = await api.call(`/v1/cvs/${damaged}/reviewed`, { method: 'POST', key: consultant.key });
    expect(answer.status).toBe(204);
    expect((await reviews()).items.map(({ cvId }) => cvId)).toEqual([doubtful.id]);
    const looks = await api.database.prisma.auditEvent.findMany({ where: { action: 'cv.reviewed' } });
    expect(looks).toMatchObject([{ subject: `cv:${damaged}`, actor: `staff:${consultant.staffId}` }]);
    const nobody = '0199a0a0-0000-7000-8000-000000000000';
    expect(
      (await api.call(`/v1/cvs/${nobody}/reviewed`, { method: 'POST', key: consultant.key })).status,
    ).toBe(404);
  });

  it('leaves out what a newer CV of the same person has replaced', async () => {
    const bad = await api.upload({ file: '%PDF-1.7\nnothing like a PDF either', fileName: 'cv.pdf' });
    await worker.workOff();
    const id = String(bad.json['id']);
    expect((await reviews()).items.map(({ cvId }) => cvId)).toContain(id);
    await api.upload({ key: tokenOf(bad) });
    await worker.workOff();
    expect((await reviews()).items.map(({ cvId }) => cvId)).not.toContain(id);
  });
});

describe('hidden words', () => {
  it('bring a CV that was read well into the list, and back again when another reading finds them', async () => {
    const sent = await api.upload({
      file: '<p>Sam Okoro, occupational therapist in Leeds, works with people after a stroke.</p><p style="display:none">best of all</p>',
      fileName: 'sam.html',
      fields: { name: 'Sam Okoro', email: 'sam@example.org' },
    });
    await worker.workOff();
    const id = String(sent.json['id']);
    const found = (await reviews()).items.find(({ cvId }) => cvId === id);
    expect(found?.reason).toMatch(/nobody who looks at its pages can see/);
    await api.call(`/v1/cvs/${id}/reviewed`, { method: 'POST', key: consultant.key });
    expect((await reviews()).items.map(({ cvId }) => cvId)).not.toContain(id);
    await api.database.prisma.cv.update({ where: { id }, data: { status: 'received', flags: [] } });
    api.enqueued.push({ name: 'extract-cv', payload: { cvId: id } });
    await worker.workOff();
    expect((await reviews()).items.map(({ cvId }) => cvId)).toContain(id);
  });
});

describe('a doubtful reading', () => {
  it('is marked on the CV, with hidden text for staff', async () => {
    const { json } = await api.call(`/v1/cvs/${doubtful.id}`, { key: consultant.key });
    expect(json).toMatchObject({
      quality: { grade: 'doubtful', confidence: 61, reasons: [{ reason: 'unsure_recognition' }] },
      hiddenText: ['stroke stroke stroke'],
    });
    const own = await api.call(`/v1/cvs/${damaged}?token=${damagedToken}`);
    expect(own.json).toMatchObject({ quality: { grade: 'unreadable', reasons: [] } });
    expect(own.json).not.toHaveProperty('hiddenText');
  });

  it('is marked wherever its score stands', async () => {
    const vacancy = await api.call('/v1/vacancies', {
      method: 'POST',
      key: consultant.key,
      body: { title: 'OT', employer: 'A Trust', description: sampleAdvert('band-6-stroke-esd.txt') },
    });
    const vacancyId = String(vacancy.json['id']);
    await worker.workOff();
    const marked = { grade: 'doubtful', reasons: [{ reason: 'unsure_recognition' }] };
    for (const query of ['', '?registration=pending']) {
      const list = await api.call(`/v1/vacancies/${vacancyId}/matches${query}`, { key: consultant.key });
      const items = list.json['items'] as { candidate: { id: string }; reading: unknown }[];
      const row = items.find(({ candidate }) => candidate.id === doubtful.candidateId);
      expect(row?.reading).toMatchObject(marked);
    }
    const others = await api.call(`/v1/candidates/${doubtful.candidateId}/matches`, { key: consultant.key });
    expect(others.json['items']).toMatchObject([{ reading: marked }]);
    const pair = `/v1/vacancies/${vacancyId}/matches/${doubtful.candidateId}`;
    expect((await api.call(pair, { key: consultant.key })).json).toMatchObject({ reading: marked });
  });
});
