import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeAccount, signedInBrowser } from '../../fixtures/accounts.js';
import { startApi, textCv, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { sendCv, type Sender } from '../../fixtures/people.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

interface Candidacy {
  id: string;
  revision: number;
  stage: string;
  next: string[];
  candidate: { id: string };
  moves: {
    from: string | null;
    to: string;
    by: { id: string | null; name: string };
    byProgram: string | null;
    reason: string | null;
    note: string | null;
    isUndo: boolean;
    shown: {
      score: number | null;
      rank: number | null;
      versions: string | null;
      opened: Opened | null;
    } | null;
  }[];
  submission: null | {
    told: string;
    cv: { id: string; fileName: string | null; sha256: string };
    willingness: { given: string };
    evidence: Record<string, { met: boolean; words: string | null }>;
    exception: string | null;
    submittedBy: { id: string };
  };
}
interface Opened {
  score: number;
  rank: number | null;
  times: number;
  secondsBefore: number;
}

let api: TestApi;
let worker: TestWorker;
let consultant: StaffKey;
beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  consultant = await api.keyFor('consultant');
});
afterAll(() => api.stop());

let vacancies = 0;
async function person(fields: Record<string, string> = {}, file = textCv()): Promise<Sender> {
  const sender = await sendCv(api, { file, fields });
  await worker.workOff();
  return sender;
}
async function vacancy(employer?: string): Promise<string> {
  vacancies += 1;
  const answer = await post('/v1/vacancies', {
    title: `Occupational Therapist ${vacancies}`,
    employer: employer ?? `Trust ${vacancies}`,
    description: 'Band 6. Home visits are essential.',
  });
  await worker.workOff();
  return String(answer.json['id']);
}
const post = (path: string, body: unknown, headers = {}, key = consultant.key): Promise<Answer> =>
  api.call(path, { method: 'POST', key, body, headers });
const at = (revision: number): Record<string, string> => ({ 'if-match': `"${revision}"` });
const asked = (answer: Answer): Candidacy => {
  if (answer.status >= 300) throw new Error(answer.text);
  return answer.json as unknown as Candidacy;
};
const load = async (id: string): Promise<Candidacy> =>
  asked(await api.call(`/v1/candidacies/${id}`, { key: consultant.key }));
const open = async (vacancyId: string, candidateId: string, rest: object = {}): Promise<Candidacy> =>
  asked(await post(`/v1/vacancies/${vacancyId}/candidacies`, { candidateId, ...rest }));
const moveTo = async (one: Candidacy, to: string, rest: object = {}): Promise<Answer> =>
  post(`/v1/candidacies/${one.id}/moves`, { to, ...rest }, at(one.revision));
const willing = (who: Sender, vacancyId: string): Promise<Answer> =>
  post(`/v1/candidates/${who.id}/consents`, { scope: 'vacancy', vacancyId }, {}, who.token);
const EVIDENCE = {
  identity: 'Passport seen on 3 May.',
  experience: 'Last two employers called.',
  qualifications: 'Degree certificate copied.',
  references: 'Two on file.',
  registration: 'Found on the register today.',
};
const submit = (one: Candidacy, body: object = {}): Promise<Answer> =>
  post(
    `/v1/candidacies/${one.id}/submission`,
    { told: 'An experienced therapist.', evidence: EVIDENCE, ...body },
    at(one.revision),
  );
/** As far as the word of the person. */
async function ready(who: Sender, vacancyId: string): Promise<Candidacy> {
  let one = await open(vacancyId, who.id, { stage: 'shortlisted', reason: 'best_evidence' });
  one = asked(await moveTo(one, 'contacted'));
  await willing(who, vacancyId);
  return asked(await moveTo(one, 'willingness_confirmed'));
}

describe('the way to a post', () => {
  it('is a row for every move, with who, from where, to where and why', async () => {
    const [who, vacancyId] = [await person(), await vacancy()];
    let one = await ready(who, vacancyId);
    one = asked(await submit(one));
    for (const to of ['interview', 'offer', 'placed']) one = asked(await moveTo(one, to));
    expect(one.moves.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      [null, 'shortlisted', 'best_evidence'],
      ['shortlisted', 'contacted', null],
      ['contacted', 'willingness_confirmed', null],
      ['willingness_confirmed', 'submitted', null],
      ['submitted', 'interview', null],
      ['interview', 'offer', null],
      ['offer', 'placed', null],
    ]);
    expect(one.moves.every(({ by }) => by.id === consultant.staffId && by.name === 'A consultant')).toBe(
      true,
    );
    expect(one.next).toEqual([]);
    const list = await api.call(`/v1/vacancies/${vacancyId}/candidacies?stage=placed`, {
      key: consultant.key,
    });
    expect(list.json['items']).toMatchObject([{ id: one.id, stage: 'placed' }]);
    const theirs = await api.call(`/v1/candidates/${who.id}/candidacies`, { key: consultant.key });
    expect(theirs.json['items']).toHaveLength(1);
  });

  it.each([
    ['matched', 'contacted'],
    ['matched', 'placed'],
    ['matched', 'submitted'],
    ['matched', 'matched'],
    ['matched', 'rejected_by_employer'],
  ])('does not lead from %s to %s', async (_from, to) => {
    const one = await open(await vacancy(), (await person()).id);
    expect((await moveTo(one, to)).json).toMatchObject({ status: 409, code: 'illegal_move' });
    expect(await load(one.id)).toEqual(one);
  });

  it('ends with a reason that fits, in words where it is another', async () => {
    const one = await open(await vacancy(), (await person()).id);
    for (const body of [
      {},
      { reason: 'pay' },
      { reason: 'nonsense' },
      { reason: 'other' },
      { reason: 'location', note: '' },
    ]) {
      const answer = await moveTo(one, 'rejected_by_agency', body);
      expect(answer.json, JSON.stringify(body)).toMatchObject({ status: 400, code: 'invalid_request' });
    }
    const ended = asked(await moveTo(one, 'rejected_by_agency', { reason: 'other', note: 'Wants Wales.' }));
    expect(ended).toMatchObject({ stage: 'rejected_by_agency', next: [] });
    expect((await moveTo(ended, 'shortlisted', { reason: 'potential' })).json['code']).toBe('illegal_move');
  });

  it('takes no change of somebody who has not seen the last one', async () => {
    const one = await open(await vacancy(), (await person()).id);
    const without = await post(`/v1/candidacies/${one.id}/moves`, { to: 'shortlisted', reason: 'potential' });
    expect(without.json).toMatchObject({ status: 428, code: 'precondition_required' });
    const both = await Promise.all([
      moveTo(one, 'shortlisted', { reason: 'potential' }),
      moveTo(one, 'rejected_by_agency', { reason: 'location' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await load(one.id)).moves).toHaveLength(2);
  });

  it('begins once for one person and one vacancy, also when two begin at once, and after a merge', async () => {
    const [who, twin, vacancyId] = [await person(), await person(), await vacancy()];
    const begin = (id: string): Promise<Answer> =>
      post(`/v1/vacancies/${vacancyId}/candidacies`, { candidateId: id });
    const both = await Promise.all([begin(who.id), begin(who.id)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)?.json['code']).toBe('candidacy_exists');
    await post(`/v1/candidates/${twin.id}/merges`, { candidateId: who.id });
    expect((await begin(twin.id)).json['code']).toBe('candidacy_exists');
  });

  it('is not begun for whoever may not be kept, nor for a closed vacancy, nor for nobody', async () => {
    const [who, vacancyId] = [await person(), await vacancy()];
    const begin = (id: string, candidateId: string): Promise<Answer> =>
      post(`/v1/vacancies/${id}/candidacies`, { candidateId });
    const none = '0199a0a0-0000-7000-8000-000000000000';
    expect((await begin(vacancyId, none)).status).toBe(404);
    expect((await begin(none, who.id)).status).toBe(404);
    await post(`/v1/candidates/${who.id}/withdrawals`, { scope: 'keep' }, {}, who.token);
    expect((await begin(vacancyId, who.id)).json['code']).toBe('keeping_needed');
    await post(`/v1/vacancies/${vacancyId}/close`, undefined);
    expect((await begin(vacancyId, (await person()).id)).json['code']).toBe('vacancy_closed');
  });
});

describe('whose leave to be kept has run out', () => {
  const runOut = (who: Sender): Promise<unknown> =>
    api.database.pool.query(
      `UPDATE consent SET expires_at = now() WHERE candidate_id = $1 AND scope = 'keep'`,
      [who.id],
    );

  const undo = (one: Candidacy): Promise<Answer> =>
    post(`/v1/candidacies/${one.id}/undo`, { note: 'A mistake.' }, at(one.revision));

  it('is not moved on nor put forward, only out, and comes back in once they agree again', async () => {
    const [who, vacancyId] = [await person(), await vacancy()];
    let one = await ready(who, vacancyId);
    await runOut(who);
    expect((await submit(one)).json).toMatchObject({ status: 409, code: 'keeping_needed' });
    expect((await undo(one)).json['code']).toBe('keeping_needed');
    one = asked(await moveTo(one, 'rejected_by_agency', { reason: 'location' }));
    expect((await undo(one)).json['code']).toBe('keeping_needed');
    await post(`/v1/candidates/${who.id}/consents`, { scope: 'keep' }, {}, who.token);
    one = asked(await undo(one));
    one = asked(await submit(one));
    await runOut(who);
    for (const to of ['interview', 'offer'])
      expect((await moveTo(one, to)).json['code'], to).toBe('keeping_needed');
    expect(asked(await moveTo(one, 'rejected_by_employer', { reason: 'interview' })).stage).toBe(
      'rejected_by_employer',
    );
  });

  it('is marked on the board and in the table, without a button to take them further', async () => {
    const [who, vacancyId] = [await person(), await vacancy()];
    const one = await open(vacancyId, who.id, { stage: 'shortlisted', reason: 'potential' });
    const MARK = 'No leave to keep their CV';
    const browser = await signedInBrowser(api, await makeAccount(api, 'consultant'));
    const page = async (view: string): Promise<string> =>
      (await browser.call(`/vacancies/${vacancyId}/pipeline?view=${view}`)).text;
    for (const view of ['board', 'table']) expect(await page(view)).not.toContain(MARK);
    expect(await page('board')).toContain(`action="/candidacies/${one.id}/moves"`);
    await runOut(who);
    for (const view of ['board', 'table']) expect(await page(view), view).toContain(MARK);
    expect(await page('board')).not.toContain(`action="/candidacies/${one.id}/moves"`);
  });
});

describe('putting somebody forward', () => {
  it('is impossible without their word for this one position', async () => {
    const [who, vacancyId, other] = [await person(), await vacancy(), await vacancy()];
    let one = await open(vacancyId, who.id, { stage: 'shortlisted', reason: 'potential' });
    one = asked(await moveTo(one, 'contacted'));
    await willing(who, other);
    expect((await moveTo(one, 'willingness_confirmed')).json).toMatchObject({
      status: 409,
      code: 'willingness_missing',
    });
    await willing(who, vacancyId);
    one = asked(await moveTo(one, 'willingness_confirmed'));
    // It ran out since.
    await api.database.pool.query(
      `UPDATE consent SET expires_at = now() WHERE candidate_id = $1 AND scope = 'vacancy'`,
      [who.id],
    );
    expect((await submit(one)).json['code']).toBe('willingness_missing');
    expect(await api.database.prisma.submission.count({ where: { candidateId: who.id } })).toBe(0);
  });

  it('is impossible with a CV in which a virus was found since it was read', async () => {
    const who = await person();
    const one = await ready(who, await vacancy());
    await api.database.pool.query(`UPDATE cv SET status = 'unreadable', outcome = 'infected' WHERE id = $1`, [
      who.cvId,
    ]);
    expect((await submit(one)).json).toMatchObject({ status: 409, code: 'cv_missing' });
  });

  it('keeps the CV, what was told, what was seen and who answers for it, whatever comes later', async () => {
    const [who, vacancyId] = [await person(), await vacancy()];
    const done = asked(await submit(await ready(who, vacancyId)));
    const cv = await api.database.prisma.cv.findUniqueOrThrow({ where: { id: who.cvId } });
    expect(done.submission).toMatchObject({
      told: 'An experienced therapist.',
      cv: { id: who.cvId, fileName: null, sha256: Buffer.from(cv.sha256).toString('hex') },
      willingness: { given: 'candidate_link' },
      evidence: { identity: { met: true, words: 'Passport seen on 3 May.' } },
      exception: null,
      submittedBy: { id: consultant.staffId },
    });
    const named = await api.call(`/v1/candidacies/${done.id}?names=shown`, { key: consultant.key });
    expect(asked(named).submission?.cv).toMatchObject({ fileName: cv.fileName });
    expect(
      await api.database.prisma.auditEvent.count({
        where: {
          action: 'candidate.names_revealed',
          facts: { path: ['candidateIds'], array_contains: who.id },
        },
      }),
    ).toBe(1);
    await api.upload({ key: who.token, file: textCv() });
    await worker.workOff();
    expect((await load(done.id)).submission).toEqual(done.submission);
    await expect(
      api.database.pool.query('UPDATE submission SET told = $1 WHERE candidacy_id = $2', ['x', done.id]),
    ).rejects.toThrow('is a record');
    await expect(
      api.database.pool.query('UPDATE candidacy_move SET reason = NULL WHERE candidacy_id = $1', [done.id]),
    ).rejects.toThrow('is a record');
  });

  it('asks for each piece of evidence that is missing, or an exception in words', async () => {
    const one = await ready(await person(), await vacancy());
    const refused = await submit(one, { evidence: { identity: 'Seen.' } });
    expect(refused.json).toMatchObject({ status: 409, code: 'evidence_missing' });
    expect((refused.json['errors'] as { field: string }[]).map(({ field }) => field)).toEqual([
      'evidence.experience',
      'evidence.qualifications',
      'evidence.references',
      'evidence.registration',
    ]);
    const done = asked(
      await submit(one, {
        evidence: { identity: 'Seen.' },
        exception: 'Referees called twice; the Trust knows.',
      }),
    );
    expect(done.submission).toMatchObject({
      exception: 'Referees called twice; the Trust knows.',
      evidence: { references: { met: false, words: null } },
    });
  });

  it('happens once, also when two do it at once', async () => {
    const one = await ready(await person(), await vacancy());
    const both = await Promise.all([submit(one), submit(one)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 412]);
    expect(
      (await post(`/v1/candidacies/${one.id}/submission`, { told: 'x' }, { 'if-match': '*' })).json['code'],
    ).toBe('submitted_already');
  });

  it('for the same vacancy happens once for a person, under whichever record and however long ago', async () => {
    const [first, second, vacancyId] = [await person(), await person(), await vacancy()];
    await submit(await ready(first, vacancyId));
    const again = await ready(second, vacancyId);
    // Nothing changes a submission, so time is turned back behind the rule's back.
    await api.database.pool.query(
      `ALTER TABLE submission DISABLE TRIGGER submission_stays;
       UPDATE submission SET submitted_at = now() - interval '2 years' WHERE vacancy_id = '${vacancyId}';
       ALTER TABLE submission ENABLE TRIGGER submission_stays`,
    );
    const made = await post(`/v1/candidates/${first.id}/merges`, { candidateId: second.id });
    expect(made.status).toBe(201);
    expect((await submit(again)).json).toMatchObject({ status: 409, code: 'submitted_already' });
  });

  it('is shown without the name in what was written of them, unless that is asked for', async () => {
    const [who, vacancyId] = [await person({ name: 'Petronella Quimby' }), await vacancy()];
    const [note, told] = ['Quimby says yes.', 'Petronella Quimby is an experienced therapist.'];
    let one = await open(vacancyId, who.id, { stage: 'shortlisted', reason: 'best_evidence', note });
    one = asked(await moveTo(one, 'contacted', { note }));
    await willing(who, vacancyId);
    one = asked(await moveTo(one, 'willingness_confirmed'));
    const given = { ...EVIDENCE, identity: 'Passport of P. Quimby.' };
    const words = { told, exception: 'Quimby waits for it.', repeatReason: 'Quimby asked.', evidence: given };
    expect((await submit(one, words)).text).not.toMatch(/Quimby|Petronella/);
    const browser = await signedInBrowser(api, await makeAccount(api, 'consultant'));
    for (const path of [
      `/v1/candidacies/${one.id}`,
      `/candidacies/${one.id}`,
      `/vacancies/${vacancyId}/people/${who.id}`,
    ]) {
      const hidden = await browser.call(path);
      expect(hidden.status, path).toBe(200);
      expect(hidden.text, path).not.toMatch(/Quimby|Petronella/);
      expect((await browser.call(`${path}?names=shown`)).text, path).toContain('Quimby');
    }
    expect((await load(one.id)).submission?.told).toBe('▇▇▇ ▇▇▇ is an experienced therapist.');
  });

  it('cannot even be stored without the person’s standing word for that position', async () => {
    const [who, vacancyId, other] = [await person(), await vacancy(), await vacancy()];
    asked(await submit(await ready(who, vacancyId)));
    const second = await open(other, who.id);
    const given = async (scope: string, vacancyId: string | null) =>
      api.database.prisma.consent.findFirstOrThrow({
        where: { candidateId: who.id, scope: scope as 'keep', vacancyId, withdrawnAt: null },
      });
    const store = async (consentId: string): Promise<unknown> =>
      api.database.pool.query(
        `INSERT INTO submission SELECT (jsonb_populate_record(s, $1)).* FROM submission s WHERE vacancy_id = $2`,
        [{ id: randomUUID(), candidacy_id: second.id, vacancy_id: other, consent_id: consentId }, vacancyId],
      );
    const refusal = 'no standing word of the person for this position';
    await expect(store((await given('vacancy', vacancyId)).id)).rejects.toThrow(refusal);
    await expect(store((await given('keep', null)).id)).rejects.toThrow(refusal);
    await willing(who, other);
    const word = await given('vacancy', other);
    await post(`/v1/candidates/${who.id}/withdrawals`, { scope: 'vacancy', vacancyId: other }, {}, who.token);
    await expect(store(word.id)).rejects.toThrow(refusal);
    await willing(who, other);
    await expect(store((await given('vacancy', other)).id)).resolves.toBeDefined();
  });

  it('to the same employer again needs a reason, for the same person or one who may be', async () => {
    const [first, second] = [await vacancy('Shared Trust'), await vacancy('Shared Trust')];
    const who = await person({ email: 'same@example.org' });
    asked(await submit(await ready(who, first)));
    const again = await ready(who, second);
    const refused = await submit(again);
    expect(refused.json).toMatchObject({ status: 409, code: 'submitted_before' });
    expect(String(refused.json['detail'])).toMatch(/^This person was put forward .* for "Occupational/);
    asked(await submit(again, { repeatReason: 'The Trust asked for them.' }));
    const twin = await person({ email: 'SAME@example.org' });
    const other = await submit(await ready(twin, first));
    expect(String(other.json['detail'])).toMatch(/^Somebody who may be the same person/);
    expect(JSON.stringify(other.json)).not.toContain('example.org');
  });

  it('to the same employer by another spelling of its name needs a reason, too', async () => {
    const who = await person();
    asked(await submit(await ready(who, await vacancy('Shire Hospitals NHS Trust'))));
    const again = await ready(who, await vacancy('The SHIRE Hospitals NHS Foundation Trust'));
    const refused = await submit(again);
    expect(refused.json).toMatchObject({ status: 409, code: 'submitted_before' });
    expect(String(refused.json['detail'])).toContain(
      '"Shire Hospitals NHS Trust", which may be this employer by another name',
    );
    asked(await submit(again, { repeatReason: 'The Trust asked for them.' }));
  });

  it('to the same employer needs a reason for whoever may be the same by a record that was merged', async () => {
    const bare = (mark: string): string => `Sam Field\nOccupational Therapist\nReference ${mark}\n`;
    const employer = 'Merged Trust';
    const old = await person({ email: 'old@example.org' }, bare('old'));
    asked(await submit(await ready(old, await vacancy(employer))));
    const [now, before] = [
      await person({ email: 'now@example.org' }, bare('now')),
      await person({ email: 'OLD@example.org' }, bare('before')),
    ];
    expect((await post(`/v1/candidates/${now.id}/merges`, { candidateId: before.id })).status).toBe(201);
    const refused = await submit(await ready(now, await vacancy(employer)));
    expect(refused.json).toMatchObject({ status: 409, code: 'submitted_before' });
  });
});

describe('what the person takes back', () => {
  it('ends what is under way for that vacancy, and says so', async () => {
    const [who, vacancyId, other] = [await person(), await vacancy(), await vacancy()];
    const one = await ready(who, vacancyId);
    const untouched = await open(other, who.id);
    await post(`/v1/candidates/${who.id}/withdrawals`, { scope: 'vacancy', vacancyId }, {}, who.token);
    const ended = await load(one.id);
    expect(ended.stage).toBe('withdrawn');
    expect(ended.moves.at(-1)).toMatchObject({
      reason: 'consent_withdrawn',
      by: { id: null, name: 'the candidate' },
      shown: null,
    });
    expect(await load(untouched.id)).toEqual(untouched);
    const undo = await post(`/v1/candidacies/${one.id}/undo`, { note: 'No.' }, at(ended.revision));
    expect(undo.json).toMatchObject({ status: 409, code: 'cannot_undo' });
    await post(`/v1/candidates/${who.id}/withdrawals`, { scope: 'keep' }, {}, who.token);
    expect((await load(untouched.id)).stage).toBe('withdrawn');
  });

  it('stays ended also where staff wrote it down for them', async () => {
    const [who, vacancyId] = [await person(), await vacancy()];
    const one = await ready(who, vacancyId);
    await post(`/v1/candidates/${who.id}/withdrawals`, { scope: 'keep', how: 'phone' });
    const ended = await load(one.id);
    expect(ended.moves.at(-1)).toMatchObject({ reason: 'consent_withdrawn', by: { id: consultant.staffId } });
    const undo = await post(`/v1/candidacies/${one.id}/undo`, { note: 'No.' }, at(ended.revision));
    expect(undo.json).toMatchObject({ status: 409, code: 'cannot_undo' });
  });

  it('ends it also where no such consent stands, once, and is recorded', async () => {
    const [who, vacancyId] = [await person(), await vacancy()];
    const one = await open(vacancyId, who.id, { stage: 'shortlisted', reason: 'potential' });
    const path = `/v1/candidates/${who.id}/withdrawals`;
    for (let times = 0; times < 2; times += 1)
      expect((await post(path, { scope: 'vacancy', vacancyId }, {}, who.token)).status).toBe(200);
    expect(await load(one.id)).toMatchObject({ stage: 'withdrawn', revision: one.revision + 1 });
    const entries = await api.database.prisma.auditEvent.count({
      where: { subject: `candidate:${who.id}`, action: 'consent.withdrawn' },
    });
    expect(entries).toBe(1);
  });
});

describe('a decision', () => {
  it('says what was shown, and whether the evidence was opened; a later score changes neither', async () => {
    const [who, vacancyId] = [await person(), await vacancy()];
    const unopened = await open(await vacancy(), who.id, { stage: 'shortlisted', reason: 'potential' });
    expect(unopened.moves[0]?.shown).toMatchObject({ opened: null });
    const path = `/v1/vacancies/${vacancyId}/matches/${who.id}`;
    const seen = (await api.call(path, { key: consultant.key })).json as unknown as { score: number };
    await api.call(path, { key: consultant.key });
    await api.call(path, { key: (await api.keyFor('consultant')).key });
    const one = await open(vacancyId, who.id, { stage: 'rejected_by_agency', reason: 'location' });
    const shown = one.moves[0]?.shown;
    expect(shown).toMatchObject({ score: seen.score, opened: { score: seen.score, times: 2 } });
    expect(shown?.rank).toBeGreaterThan(0);
    expect(shown?.versions).toContain('+');

    await api.upload({ key: who.token, file: `${textCv()}\nI led a stroke team.` });
    await worker.workOff();
    const later = await load(one.id);
    expect(later).toEqual(one);
  });

  it('on a candidacy of a merged record says what the list said of the record that speaks for both', async () => {
    const [kept, vacancyId] = [await person({ name: 'Jo Nowname' }), await vacancy()];
    const cv = `${textCv()}\nJo Nowname, earlier Jo Formername.`;
    const merged = await person({ name: 'Jo Formername' }, cv);
    const one = await open(vacancyId, merged.id);
    await post(`/v1/candidates/${kept.id}/merges`, { candidateId: merged.id });
    await worker.workOff();
    const moved = asked(await moveTo(one, 'shortlisted', { reason: 'potential' }));
    expect(moved.moves.at(-1)?.shown?.rank).toBeGreaterThan(0);
    expect(moved.candidate.id).toBe(kept.id);
    const list = await api.call(`/v1/vacancies/${vacancyId}/candidacies`, { key: consultant.key });
    expect(list.json['items']).toMatchObject([{ id: one.id, candidate: { id: kept.id } }]);
    const browser = await signedInBrowser(api, await makeAccount(api, 'consultant'));
    const page = await browser.call(`/candidacies/${one.id}`);
    const link = /href="([^"]*)">CV and evidence/.exec(page.text)?.[1] ?? '';
    const review = await browser.call(link);
    expect(review.status, link).toBe(200);
    expect(review.text).toContain('earlier');
    expect(review.text).not.toMatch(/nowname|formername/i);
  });

  it('is undone with a reason, once, and both stay on record', async () => {
    const one = await open(await vacancy(), (await person()).id);
    const down = asked(await moveTo(one, 'rejected_by_agency', { reason: 'stage_too_far' }));
    const empty = await post(`/v1/candidacies/${one.id}/undo`, {}, at(down.revision));
    expect(empty.json).toMatchObject({ status: 400, errors: [{ field: 'note' }] });
    const back = asked(
      await post(`/v1/candidacies/${one.id}/undo`, { note: 'Wrong person.' }, at(down.revision)),
    );
    expect(back).toMatchObject({ stage: 'matched' });
    expect(back.moves.map(({ to, isUndo }) => [to, isUndo])).toEqual([
      ['matched', false],
      ['rejected_by_agency', false],
      ['matched', true],
    ]);
    const twice = await post(`/v1/candidacies/${one.id}/undo`, { note: 'Again.' }, at(back.revision));
    expect(twice.json['code']).toBe('cannot_undo');
  });

  it('is nobody’s but a named person’s: a candidate makes none', async () => {
    const [who, vacancyId] = [await person(), await vacancy()];
    const answer = await post(
      `/v1/vacancies/${vacancyId}/candidacies`,
      { candidateId: who.id },
      {},
      who.token,
    );
    expect(answer.json).toMatchObject({ status: 403, code: 'not_allowed' });
  });
});

describe('the report of decisions', () => {
  let admin: StaffKey;
  beforeEach(async () => {
    admin = await api.keyFor('admin');
  });

  it('by a program is said so, with its key, in the move, the trail and on the page', async () => {
    const [who, vacancyId] = [await person(), await vacancy()];
    const browser = await signedInBrowser(api, await makeAccount(api, 'consultant'));
    const byHand = await browser.call(`/v1/vacancies/${vacancyId}/candidacies`, {
      method: 'POST',
      body: { candidateId: who.id, stage: 'shortlisted', reason: 'potential' },
    });
    const one = asked(await moveTo(asked(byHand), 'rejected_by_agency', { reason: 'location' }));
    const { label } = await api.database.prisma.apiKey.findUniqueOrThrow({ where: { id: consultant.keyId } });
    expect(one.moves.map(({ byProgram }) => byProgram)).toEqual([null, label]);
    const entries = await api.database.prisma.auditEvent.findMany({
      where: { subject: `candidate:${who.id}`, action: { in: ['candidacy.opened', 'candidacy.moved'] } },
      orderBy: { id: 'asc' },
    });
    expect(entries.map(({ facts }) => (facts as { apiKeyId?: string }).apiKeyId)).toEqual([
      undefined,
      consultant.keyId,
    ]);
    const page = await browser.call(`/candidacies/${one.id}`);
    expect(page.text).toContain(`through a program with the key “${label}”`);
  });

  it('counts per person what was turned down unopened', async () => {
    const hasty = await api.keyFor('consultant');
    const vacancyId = await vacancy();
    for (const stage of ['rejected_by_agency', 'rejected_by_agency', 'shortlisted'] as const) {
      const who = await person();
      if (stage === 'shortlisted')
        await api.call(`/v1/vacancies/${vacancyId}/matches/${who.id}`, { key: hasty.key });
      const reason = stage === 'shortlisted' ? 'potential' : 'location';
      const answer = await post(
        `/v1/vacancies/${vacancyId}/candidacies`,
        { candidateId: who.id, stage, reason },
        {},
        hasty.key,
      );
      expect(answer.status).toBe(201);
    }
    const report = await api.call('/v1/decisions/report', { key: admin.key });
    const row = (report.json['staff'] as { id: string }[]).find(({ id }) => id === hasty.staffId);
    expect(row).toMatchObject({
      decisions: 3,
      turnedDown: 2,
      turnedDownUnopened: 2,
      opened: 1,
      pairs: 2,
      byProgram: 3,
      undone: 0,
      signs: [],
    });
    const before = await api.call('/v1/decisions/report?from=2020-01-01&to=2020-12-31', { key: admin.key });
    expect(before.json['staff']).toEqual([]);
    expect((await api.call('/v1/decisions/report?from=yesterday', { key: admin.key })).status).toBe(400);
    const long = await api.call('/v1/decisions/report?from=2015-01-01&to=2024-12-31', { key: admin.key });
    expect(long.json).toMatchObject({ status: 400, errors: [{ field: 'from' }] });
  });
});
