import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CATEGORIES } from '../../../src/matching/requirement.js';
import { makeAccount, signedInBrowser } from '../../fixtures/accounts.js';
import { startApi, textCv, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { fieldsOf, sendForm } from '../../fixtures/forms.js';
import { sendCv, type Sender } from '../../fixtures/people.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';
import { storedText } from '../../fixtures/stored-text.js';

let api: TestApi;
let worker: TestWorker;
let consultant: StaffKey;
let vacancyId: string;
beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  consultant = await api.keyFor('consultant');
  const made = await post('/v1/vacancies', {
    title: 'Occupational Therapist, hands',
    employer: 'A Trust',
    description: 'Band 6. You must have experience of splinting and of home visits.',
  });
  if (made.status !== 201) throw new Error(made.text + api.logs.join(''));
  vacancyId = String(made.json['id']);
});
afterAll(() => api.stop());

async function person(fields: Record<string, string> = {}, file = textCv()): Promise<Sender> {
  const sender = await sendCv(api, { file, fields });
  await worker.workOff();
  return sender;
}
const post = (path: string, body: unknown, key = consultant.key, headers = {}): Promise<Answer> =>
  api.call(path, { method: 'POST', key, body, headers });
const get = (path: string, key = consultant.key): Promise<Answer> => api.call(path, { key });
const items = (answer: Answer): Record<string, unknown>[] =>
  answer.json['items'] as Record<string, unknown>[];

interface Explained {
  score: number;
  terms: {
    conceptId: string | null;
    points: number;
    evidence: { text: string; statedSince?: true } | null;
  }[];
}
const explain = async (id: string): Promise<Explained> =>
  (await get(`/v1/vacancies/${vacancyId}/matches/${id}`)).json as unknown as Explained;
const splinting = ({ terms }: Explained): Explained['terms'][number] | undefined =>
  terms.find(({ conceptId }) => conceptId?.includes('splint'));

describe('what was read, put right by the person', () => {
  it('counts what is missing, quoted as stated since and never as the CV', async () => {
    const who = await person();
    const before = await explain(who.id);
    expect(splinting(before)?.points).toBe(0);
    const text = (): Promise<string> => storedText(api.database, who.cvId);
    const asRead = await text();
    const statement = 'I made thermoplastic splints in a hand clinic for two years.';
    const said = await post(
      `/v1/candidates/${who.id}/corrections`,
      { kind: 'missing', statement },
      who.token,
    );
    expect(items(said)).toMatchObject([{ kind: 'missing', statement, withdrawnAt: null }]);
    await worker.workOff();
    const after = await explain(who.id);
    expect(after.score).toBeGreaterThan(before.score);
    expect(splinting(after)?.evidence).toMatchObject({ statedSince: true });
    expect(splinting(after)?.evidence?.text).toContain(statement);
    expect(await text()).toBe(asRead);
    const browser = await signedInBrowser(api, await makeAccount(api, 'consultant'));
    const page = (await browser.call(`/vacancies/${vacancyId}/people/${who.id}`)).text;
    const [, shown = ''] =
      /<div class="term__head"><strong>[^<]*splint(.*?)<div class="term">/is.exec(page) ?? [];
    expect(shown).toContain('<span class="tag">stated since</span>');
    expect(shown).not.toContain('Show in the CV');
    expect(page).toContain('Show in the CV');
    expect(page).not.toMatch(/<mark id[^>]*><\/mark>/);
    const staffs = await get(`/v1/candidates/${who.id}/corrections`);
    expect(items(staffs)).toEqual(items(said));
    const others = after.terms.filter(({ evidence }) => evidence && evidence !== splinting(after)?.evidence);
    expect(others.some(({ evidence }) => evidence?.statedSince === undefined)).toBe(true);

    const id = String(items(said)[0]?.['id']);
    const back = await api.call(`/v1/corrections/${id}`, { method: 'DELETE', key: who.token });
    expect(back.status).toBe(204);
    const audited = await api.database.prisma.auditEvent.count({
      where: { action: 'candidate.correction_withdrawn', subject: `candidate:${who.id}` },
    });
    expect(audited).toBe(1);
    await worker.workOff();
    expect((await explain(who.id)).score).toBe(before.score);
  });

  it('counts nothing for what is wrong, and a new CV is read with it too', async () => {
    const file = `${textCv()}\nI made splints every day.`;
    const who = await person({}, file);
    const before = splinting(await explain(who.id));
    expect(before?.points).toBeGreaterThan(0);
    const said = await post(
      `/v1/candidates/${who.id}/corrections`,
      { kind: 'wrong', conceptId: before?.conceptId, statement: 'That was a colleague.' },
      who.token,
    );
    expect(said.status).toBe(200);
    await worker.workOff();
    expect(splinting(await explain(who.id))?.points).toBe(0);
    await api.upload({ key: who.token, file: `${file} Again.` });
    await worker.workOff();
    expect(splinting(await explain(who.id))?.points).toBe(0);
  });

  it('is read from every record of a person after a merge', async () => {
    const [kept, merged] = [await person(), await person()];
    await post(
      `/v1/candidates/${merged.id}/corrections`,
      { kind: 'missing', statement: 'I made splints for burns patients.' },
      merged.token,
    );
    await post(`/v1/candidates/${kept.id}/merges`, { candidateId: merged.id });
    await worker.workOff();
    expect(splinting(await explain(kept.id))?.evidence).toMatchObject({ statedSince: true });
  });

  it('counts after a merge also where the newest CV is the other record’s, and no longer once that is undone', async () => {
    const [merged, kept] = [await person(), await person()];
    await post(
      `/v1/candidates/${merged.id}/corrections`,
      { kind: 'missing', statement: 'I made splints for burns patients.' },
      merged.token,
    );
    await worker.workOff();
    const made = await post(`/v1/candidates/${kept.id}/merges`, { candidateId: merged.id });
    await worker.workOff();
    expect(splinting(await explain(kept.id))?.evidence).toMatchObject({ statedSince: true });
    await post(`/v1/merges/${String(made.json['id'])}/undo`, undefined);
    await worker.workOff();
    expect(splinting(await explain(kept.id))?.points).toBe(0);
    expect(splinting(await explain(merged.id))?.evidence).toMatchObject({ statedSince: true });
  });

  it.each([
    [{ kind: 'wrong', conceptId: 'no.such.thing', statement: 'x' }, 'conceptId'],
    [{ kind: 'missing', statement: '' }, 'statement'],
    [{ kind: 'reading', statement: 'I am a Band 7.' }, 'subject'],
    [{ kind: 'reading', subject: 'name', statement: 'x' }, 'subject'],
    [{ kind: 'missing', statement: 'x'.repeat(1_001) }, 'statement'],
    [{ kind: 'missing', statement: 'x', candidateId: 'y' }, 'candidateId'],
  ])('is refused as %j', async (body, field) => {
    const who = await person();
    const answer = await post(`/v1/candidates/${who.id}/corrections`, body, who.token);
    expect(answer.json).toMatchObject({ status: 400, errors: [{ field }] });
  });
});

describe('questions', () => {
  const ask = (id: string, body: unknown, headers = {}): Promise<Answer> =>
    post(`/v1/candidates/${id}/questions`, body, consultant.key, headers);
  const ONE = { questions: [{ about: 'splinting', question: 'Have you made splints?' }] };

  it('reach the person with one message, and are answered once', async () => {
    const who = await person();
    const headers = { 'idempotency-key': `ask-${who.id}` };
    const asked = await ask(who.id, { vacancyId, ...ONE }, headers);
    expect(asked.status).toBe(201);
    expect((await ask(who.id, { vacancyId, ...ONE }, headers)).status).toBe(201);
    const theirs = items(await get(`/v1/candidates/${who.id}/questions`, who.token));
    expect(theirs).toMatchObject([{ question: 'Have you made splints?', answer: null, vacancyId }]);
    const waiting = items(await get('/v1/messages?state=waiting')).filter(
      ({ candidate, kind }) => (candidate as { id: string }).id === who.id && kind !== 'received',
    );
    expect(waiting).toMatchObject([{ kind: 'questions', byEmail: false }]);
    const shown = await get(`/v1/messages/${String(waiting[0]?.['id'])}/text`);
    const link = /http:\/\/candidates\.example(\S+)/.exec(String(shown.json['text']))?.[1] ?? '';
    const page = await api.call(link);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');

    const path = `/v1/questions/${String(theirs[0]?.['id'])}/answer`;
    const both = await Promise.all([
      post(path, { answer: 'Yes, daily.' }, who.token),
      post(path, { answer: 'No.' }, who.token),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(items(await get(`/v1/candidates/${who.id}/questions`))[0]?.['answer']).toMatch(
      /^(Yes, daily|No)\.$/,
    );
  });

  it('are not put to somebody who does not let us keep their CV', async () => {
    const who = await person();
    await post(`/v1/candidates/${who.id}/withdrawals`, { scope: 'keep' }, who.token);
    expect((await ask(who.id, ONE)).json).toMatchObject({ status: 409, code: 'keeping_needed' });
    expect(
      await api.database.prisma.message.count({ where: { candidateId: who.id, kind: 'questions' } }),
    ).toBe(0);
  });

  it('of somebody else are not there', async () => {
    const [mine, theirs] = [await person(), await person()];
    await ask(theirs.id, ONE);
    const [question] = items(await get(`/v1/candidates/${theirs.id}/questions`, theirs.token));
    const path = `/v1/questions/${String(question?.['id'])}/answer`;
    expect((await post(path, { answer: 'x' }, mine.token)).json['code']).toBe('not_found');
    expect((await post(path, { answer: 'x' })).json['code']).toBe('not_found');
    expect((await get(`/v1/candidates/${theirs.id}/questions`, mine.token)).status).toBe(404);
  });

  it.each([[{}], [{ questions: [] }], [{ questions: [{ about: 'x' }] }], [{ ...ONE, to: 'x' }]])(
    'are refused as %j, and no message is written',
    async (body) => {
      const who = await person();
      expect((await ask(who.id, body)).status).toBe(400);
      expect(
        await api.database.prisma.message.count({ where: { candidateId: who.id, kind: 'questions' } }),
      ).toBe(0);
    },
  );
});

describe('asking for a person', () => {
  it('is due within a month, stands in the queue by urgency, and is answered once', async () => {
    const [first, second] = [await person(), await person()];
    for (const who of [first, second]) {
      const made = await post(
        `/v1/candidates/${who.id}/requests`,
        { kind: 'ask_person', words: 'Please look.' },
        who.token,
      );
      const [request] = items(made);
      const days = (Date.parse(String(request?.['dueAt'])) - Date.now()) / 86_400_000;
      expect(days).toBeGreaterThan(27);
      expect(days).toBeLessThan(32);
      expect(request).toMatchObject({ overdue: false, answer: null });
    }
    await api.database.pool.query(
      `UPDATE person_request SET due_at = now() - interval '1 day' WHERE candidate_id = $1`,
      [second.id],
    );
    const page = await get('/v1/requests?limit=1');
    const [urgent] = items(page);
    expect(urgent).toMatchObject({ overdue: true, candidate: { id: second.id } });
    const next = await get(`/v1/requests?limit=1&cursor=${String(page.json['nextCursor'])}`);
    expect(items(next)).toMatchObject([{ candidate: { id: first.id } }]);

    const path = `/v1/requests/${String(urgent?.['id'])}/answer`;
    const both = await Promise.all([post(path, { answer: 'We looked.' }), post(path, { answer: 'No.' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(
      await api.database.prisma.message.count({
        where: { candidateId: second.id, kind: 'request_answered' },
      }),
    ).toBe(1);
  });

  it('is for oneself: nobody asks for, or sees, somebody else', async () => {
    const [mine, theirs] = [await person(), await person()];
    const path = `/v1/candidates/${theirs.id}/requests`;
    expect((await post(path, { kind: 'contest', words: 'x' }, mine.token)).status).toBe(404);
    expect((await get(path, mine.token)).status).toBe(404);
    expect((await get('/v1/requests', mine.token)).status).toBe(403);
    expect((await post(path, { kind: 'complain', words: 'x' }, theirs.token)).status).toBe(400);
  });
});

describe('stage, registration, posts or wishes that were read wrongly', () => {
  it('stand beside the CV as stated since, and are a request to staff with a clock', async () => {
    const who = await person();
    const said = { kind: 'reading', subject: 'stage', statement: 'I have led a team as Band 7 since 2024.' };
    const kept = items(await post(`/v1/candidates/${who.id}/corrections`, said, who.token));
    expect(kept).toMatchObject([{ ...said, concept: null }]);
    const asked = items(await get(`/v1/candidates/${who.id}/requests`));
    expect(asked).toMatchObject([
      { kind: 'rectify', words: `Read wrongly, stage: ${said.statement}`, overdue: false, answeredBy: null },
    ]);
    await worker.workOff();
    expect((await get(`/v1/candidates/${who.id}/export`, who.token)).text).toContain(`- ${said.statement}`);
    const path = `/v1/requests/${String(asked[0]?.['id'])}/answer`;
    await post(path, { answer: 'We see it.' });
    const [answered] = items(await get(`/v1/candidates/${who.id}/requests`, who.token));
    const { name } = await api.database.prisma.staff.findUniqueOrThrow({ where: { id: consultant.staffId } });
    expect(answered).toMatchObject({ answer: 'We see it.', answeredBy: name });
  });

  it('is no correction where it could be no request, with ten of theirs open', async () => {
    const who = await person();
    const reading = { kind: 'reading', subject: 'posts', statement: 'I never worked there.' };
    const answers = [];
    for (let times = 0; times < 11; times += 1)
      answers.push((await post(`/v1/candidates/${who.id}/corrections`, reading, who.token)).status);
    expect(answers).toEqual([...Array<number>(10).fill(200), 429]);
    expect(await api.database.prisma.correction.count({ where: { candidateId: who.id } })).toBe(10);
  });
});

describe('what is held', () => {
  it('is all there, as JSON and as a page, and nobody else’s', async () => {
    const who = await person({ name: '<script>alert(1)</script> "Field"' });
    await post(`/v1/candidates/${who.id}/requests`, { kind: 'other', words: 'REQUEST-CANARY' }, who.token);
    await post(
      `/v1/candidates/${who.id}/corrections`,
      { kind: 'missing', statement: 'CORRECTION-CANARY' },
      who.token,
    );
    await worker.workOff();
    await post(`/v1/vacancies/${vacancyId}/candidacies`, {
      candidateId: who.id,
      stage: 'shortlisted',
      reason: 'potential',
      note: 'NOTE-CANARY',
    });
    const json = await get(`/v1/candidates/${who.id}/export`, who.token);
    expect(json.headers.get('content-disposition')).toMatch(/^attachment/);
    const sections = json.json['sections'] as { title: string; rows: object[] }[];
    for (const title of [
      'Contact',
      'Consents',
      'CVs',
      'What was understood',
      'Places in ranked lists',
      'Decisions about you',
    ])
      expect(sections.find((section) => section.title === title)?.rows.length, title).toBeGreaterThan(0);
    for (const canary of ['REQUEST-CANARY', 'CORRECTION-CANARY', 'NOTE-CANARY', 'HCPC registered'])
      expect(json.text).toContain(canary);
    expect(json.text).not.toContain(consultant.staffId);
    const page = await get(`/v1/candidates/${who.id}/export?format=html`, who.token);
    expect(page.headers.get('content-security-policy')).toContain('sandbox');
    expect(page.text).toContain('&#60;script&#62;alert(1)');
    expect(page.text).not.toContain('<script');
    const other = await person();
    expect((await get(`/v1/candidates/${who.id}/export`, other.token)).status).toBe(404);
    expect((await get(`/v1/candidates/${who.id}/export?format=pdf`, who.token)).status).toBe(400);
  });

  it('says on the page that a link after a merge does not show everything that was decided', async () => {
    const [kept, merged] = [await person(), await person()];
    const pageOf = async ({ cvId, token }: Sender): Promise<string> =>
      (await api.call(`/cv/${cvId}?token=${token}`, { headers: { accept: 'text/html' } })).text;
    expect(await pageOf(kept)).toContain('no employer has been told about you.');
    await post(`/v1/candidates/${kept.id}/merges`, { candidateId: merged.id });
    for (const one of [kept, merged]) {
      const html = await pageOf(one);
      expect(html).toContain('no employer has been told about you under this link.');
      expect(html).toContain('We hold more of you than this link shows');
    }
  });

  it('keeps an answer to a request of a later page where it comes back', async () => {
    const who = await person();
    for (const words of ['One.', 'Another.'])
      await post(`/v1/candidates/${who.id}/requests`, { kind: 'access', words }, who.token);
    const staff = await signedInBrowser(api, await makeAccount(api, 'consultant'));
    const open = await staff.call('/requests?limit=1', { headers: { accept: 'text/html' } });
    const next = /href="(\/requests\?cursor=[^"]*)" rel="next"/.exec(open.text)?.[1] ?? '';
    const html = await staff.call(`${next}&limit=1`, { headers: { accept: 'text/html' } });
    const [, path = ''] = /action="(\/requests\/[^"]*)"/.exec(html.text) ?? [];
    const answer = `KEPT${'x'.repeat(5_001)}`;
    const refused = await sendForm(staff, path, { ...fieldsOf(html.text), answer });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('KEPTxxx');
  });

  it('is by either link what was sent, agreed to and asked as that record, also after a merge', async () => {
    const [kept, merged] = [
      await person({}, `${textCv()}\nKEPT-CANARY`),
      await person({}, `${textCv()}\nMERGED-CANARY`),
    ];
    for (const { id } of [kept, merged])
      await post(`/v1/candidates/${id}/questions`, { questions: [{ about: 'x', question: `Is it ${id}?` }] });
    const look = async ({ id, token }: Sender): Promise<unknown> => {
      const held = (await get(`/v1/candidates/${id}/export`, token)).json['sections'] as {
        title: string;
        rows: unknown[];
      }[];
      const rows = (title: string): unknown[] | undefined =>
        held.find((section) => section.title === title)?.rows;
      return {
        cvs: rows('CVs'),
        consents: rows('Consents'),
        asked: rows('Questions'),
        understood: rows('What was understood')?.length,
        listed: items(await get(`/v1/candidates/${id}/consents`, token)).map((consent) => consent['id']),
        questions: items(await get(`/v1/candidates/${id}/questions`, token)),
      };
    };
    const before = [await look(kept), await look(merged)];
    expect(JSON.stringify(before[0])).toContain('KEPT-CANARY');
    expect((await post(`/v1/candidates/${kept.id}/merges`, { candidateId: merged.id })).status).toBe(201);
    await worker.workOff();
    const [ofKept, ofMerged] = [await look(kept), await look(merged)];
    // The newer CV speaks for both, and it came with the merged record.
    expect(ofKept).toEqual({ ...(before[0] as object), understood: 0 });
    expect(ofMerged).toEqual(before[1]);
    const question = items(await get(`/v1/candidates/${merged.id}/questions`, merged.token))[0];
    const path = `/v1/questions/${String(question?.['id'])}/answer`;
    expect((await post(path, { answer: 'x' }, kept.token)).status).toBe(404);
    expect((await post(path, { answer: 'x' }, merged.token)).status).toBe(200);
    const staffs = await get(`/v1/candidates/${kept.id}/export`);
    for (const canary of ['KEPT-CANARY', 'MERGED-CANARY']) expect(staffs.text).toContain(canary);
  });

  it('and the audit trail by person say who was shown their name among others, and of the others only how many', async () => {
    const [who, other] = [await person(), await person()];
    const admin = await api.keyFor('admin');
    for (const { id } of [who, other]) {
      await post(`/v1/vacancies/${vacancyId}/candidacies`, { candidateId: id });
      await worker.workOff();
    }
    const shown = await get(`/v1/vacancies/${vacancyId}/matches?names=shown&limit=100`);
    expect(shown.status).toBe(200);
    const held = (await get(`/v1/candidates/${who.id}/export`, who.token)).json as {
      sections: { title: string; rows: Record<string, unknown>[] }[];
    };
    const done = held.sections.find(({ title }) => title === 'What was done with your data')?.rows ?? [];
    const reveals = done.filter(({ action }) => action === 'candidate.names_revealed');
    expect(reveals).toMatchObject([{ by: 'the agency', facts: { people: expect.any(Number) as number } }]);
    expect(JSON.stringify(reveals)).not.toContain(other.id);
    for (const { id } of [who, other]) {
      const trail = await get(
        `/v1/audit-events?subject=candidate:${id}&action=candidate.names_revealed`,
        admin.key,
      );
      expect(items(trail), id).toHaveLength(1);
    }
    const nobody = '0199a0a0-0000-7000-8000-000000000000';
    expect(items(await get(`/v1/audit-events?subject=candidate:${nobody}`, admin.key))).toEqual([]);
  });

  it('names every table that knows the person', async () => {
    const { rows } = await api.database.pool.query<{ table: string }>(
      `SELECT DISTINCT c.relname AS table FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid
        WHERE f.contype = 'f' AND f.confrelid = 'candidate'::regclass ORDER BY 1`,
    );
    expect(rows.map(({ table }) => table)).toEqual([
      'candidacy',
      'candidate',
      'candidate_merge',
      'compliance_check',
      'consent',
      'contact',
      'correction',
      'cv',
      'duplicate_dismissal',
      'evidence_opening',
      'legal_hold',
      'message',
      'monitoring_answer',
      'person_request',
      'profile',
      'quarantine',
      'question',
    ]);
  });
});

describe('the notice of how ranking works', () => {
  it('is open to anybody and has a line for every part of a score', async () => {
    const notice = await api.call('/v1/ranking-notice');
    expect(notice.status).toBe(200);
    expect(notice.json['parts']).toHaveLength(CATEGORIES.length);
  });
});
