import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TRAINING_ITEMS } from '../../../src/compliance/training-modules.js';
import { writeReminders } from '../../../src/compliance/write-reminders.js';
import { encryptedStorage } from '../../../src/storage/encryption/encrypted-storage.js';
import { parseMasterKeys } from '../../../src/storage/encryption/master-keys.js';
import { startApi, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { daysAgo, fileCheck, type Filing } from '../../fixtures/compliance.js';
import { sendCv, type Sender } from '../../fixtures/people.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

let api: TestApi;
let worker: TestWorker;
let consultant: StaffKey;
beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  consultant = await api.keyFor('consultant');
});
afterAll(() => api.stop());

const post = (path: string, body: unknown, { key = consultant.key, revision = 0 } = {}): Promise<Answer> =>
  api.call(path, {
    method: 'POST',
    key,
    body,
    headers: revision === 0 ? {} : { 'if-match': `"${revision}"` },
  });
const get = (path: string): Promise<Answer> => api.call(path, { key: consultant.key });
const file = (id: string, kind: string, fields: Record<string, string> = {}): Promise<Answer> =>
  fileCheck(api, consultant.key, id, kind, { fields });

async function person(): Promise<Sender> {
  const sender = await sendCv(api);
  await worker.workOff();
  return sender;
}
let vacancies = 0;
async function vacancy(fields: object = {}): Promise<string> {
  vacancies += 1;
  const answer = await post('/v1/vacancies', {
    title: `Occupational Therapist ${vacancies}`,
    employer: `Trust ${vacancies}`,
    description: 'Band 6. Home visits are essential.',
    ...fields,
  });
  if (answer.status !== 201) throw new Error(answer.text);
  await worker.workOff();
  return String(answer.json['id']);
}
interface Candidacy {
  readonly id: string;
  readonly revision: number;
  readonly stage: string;
  readonly submission: {
    evidence: Record<string, { met: boolean; items: string[] }>;
    exception: string | null;
  };
  readonly moves: { note: string | null }[];
}
const asked = (answer: Answer): Candidacy => {
  if (answer.status >= 300) throw new Error(answer.text);
  return answer.json as unknown as Candidacy;
};
const move = (one: Candidacy, to: string, rest: object = {}): Promise<Answer> =>
  post(`/v1/candidacies/${one.id}/moves`, { to, ...rest }, { revision: one.revision });
const submit = (one: Candidacy, body: object = {}): Promise<Answer> =>
  post(`/v1/candidacies/${one.id}/submission`, { told: 'Good.', ...body }, { revision: one.revision });
async function ready(who: Sender, vacancyId: string): Promise<Candidacy> {
  const first = { candidateId: who.id, stage: 'shortlisted', reason: 'potential' };
  let one = asked(await post(`/v1/vacancies/${vacancyId}/candidacies`, first));
  one = asked(await move(one, 'contacted'));
  await post(`/v1/candidates/${who.id}/consents`, { scope: 'vacancy', vacancyId }, { key: who.token });
  return asked(await move(one, 'willingness_confirmed'));
}
const missing = (answer: Answer): string[] =>
  (answer.json['errors'] as { field: string }[]).map(({ field }) => field.replace('evidence.', ''));
const ALWAYS = ['identity', 'experience', 'qualifications', 'references'];

/** What an introduction to a post that needs registration asks for. */
async function fileForIntroduction({ id }: Sender): Promise<void> {
  for (const kind of ['identity', 'employment_history', 'qualification', 'hcpc_register'])
    await file(id, kind);
  for (const item of ['Team lead, Riverside', 'Ward manager, Hillside'])
    await file(id, 'reference', { item });
}

describe('putting somebody forward', () => {
  it('asks for what the law and the post ask for: registration where it is needed, more where the agency supplies', async () => {
    const asks = async (fields: object): Promise<string[]> =>
      missing(await submit(await ready(await person(), await vacancy(fields))));
    expect(await asks({ contract: 'permanent' })).toEqual([...ALWAYS, 'registration']);
    const without = { registrationRequired: false, registrationWaiver: 'employer_confirmed' };
    expect(await asks({ contract: 'permanent', ...without })).toEqual(ALWAYS);
    expect(await asks({ contract: 'locum' })).toEqual([
      ...ALWAYS,
      ...['registration', 'right_to_work', 'criminal_record', 'training'],
    ]);
  });

  it('takes what is in date in the compliance file as evidence, and keeps which entries it was', async () => {
    const who = await person();
    await fileForIntroduction(who);
    const { submission } = asked(await submit(await ready(who, await vacancy())));
    expect(submission.exception).toBeNull();
    expect(Object.values(submission.evidence).every(({ met }) => met)).toBe(true);
    expect(submission.evidence['references']?.items).toHaveLength(2);
    // What is withdrawn later changes nothing of what was seen then.
    const [check] = submission.evidence['identity']?.items ?? [];
    await post(`/v1/compliance-checks/${check ?? ''}/withdrawal`, { reason: 'Wrong.' });
    const theirs = await get(`/v1/candidates/${who.id}/candidacies`);
    const [one] = theirs.json['items'] as { id: string }[];
    expect(asked(await get(`/v1/candidacies/${one?.id ?? ''}`)).submission).toEqual(submission);
  });

  it('says what has ended, what is one of two and what says no, and goes on with words or an exception', async () => {
    const who = await person();
    await fileForIntroduction(who);
    const one = await ready(who, await vacancy());
    await file(who.id, 'identity', { checkedOn: daysAgo(1), validUntil: daysAgo(1) });
    await file(who.id, 'hcpc_register', { checkedOn: daysAgo(1), status: 'not_on_register' });
    await file(who.id, 'reference', {
      checkedOn: daysAgo(1),
      item: 'Ward manager, Hillside',
      notRelative: 'false',
    });
    const refused = await submit(one);
    expect(refused.json).toMatchObject({ status: 409, code: 'evidence_missing' });
    expect(missing(refused)).toEqual(['identity', 'references', 'registration']);
    expect(refused.text).toContain(`Identity: expired, it ended on ${daysAgo(1)}.`);
    expect(refused.text).toContain('HCPC register: missing, the register does not have them as registered.');
    expect(refused.text).toContain('Reference: missing, it is from a relative');
    const words = { identity: 'Passport seen again.', registration: 'Readmitted, seen today.' };
    expect(missing(await submit(one, { evidence: words }))).toEqual(['references']);
    const done = asked(await submit(one, { evidence: words, exception: 'A second referee is away.' }));
    expect(done.submission.evidence).toMatchObject({ references: { met: false, items: [] } });
  });
});

describe('beginning in a post', () => {
  it('shows staff what was found of health only as long as there is an offer', async () => {
    const who = await person();
    await fileForIntroduction(who);
    let one = asked(await move(asked(await submit(await ready(who, await vacancy()))), 'offer'));
    const fields = { checkedOn: daysAgo(1), validUntil: daysAgo(-5) };
    const filing = { fields, file: 'Fit for the post.' };
    const filed = await fileCheck(api, consultant.key, who.id, 'occupational_health', filing);
    const { id } = (filed.json['checks'] as { id: string; kind: string }[]).find(
      ({ kind }) => kind === 'occupational_health',
    ) ?? { id: '' };
    const shown = async (): Promise<[boolean, number, number]> => {
      const ending = await get('/v1/compliance/expiring?limit=100');
      const path = `/v1/compliance-checks/${id}/file`;
      return [
        ending.text.includes(id),
        (await get(path)).status,
        (await api.call(path, { key: who.token })).status,
      ];
    };
    const reminded = async (): Promise<number> => {
      await writeReminders(api.database, 30);
      const where = { subject: `candidate:${who.id}`, action: 'compliance.reminded' };
      return api.database.prisma.auditEvent.count({ where });
    };
    expect(await shown()).toEqual([true, 200, 200]);
    one = asked(
      await post(`/v1/candidacies/${one.id}/undo`, { note: 'A slip.' }, { revision: one.revision }),
    );
    expect(one.stage).toBe('submitted');
    expect(await shown()).toEqual([false, 404, 200]);
    expect(await reminded()).toBe(0);
    await move(one, 'offer');
    expect(await shown()).toEqual([true, 200, 200]);
    expect(await reminded()).toBe(1);
  });

  it('that the agency supplies needs the whole file in date, health too, or an exception that is kept', async () => {
    const who = await person();
    await fileForIntroduction(who);
    for (const kind of ['right_to_work', 'dbs']) await file(who.id, kind);
    for (const item of TRAINING_ITEMS) await file(who.id, 'training', { item });
    let one = asked(await submit(await ready(who, await vacancy({ contract: 'locum' }))));
    const asksAboutHealth = async (): Promise<boolean> => {
      const shown = (await get(`/v1/candidates/${who.id}/compliance`)).json['requirements'] as {
        kind: string;
      }[];
      return shown.some(({ kind }) => kind === 'occupational_health');
    };
    // Not before there is an offer (Equality Act 2010, section 60).
    const early = await file(who.id, 'occupational_health');
    expect(early.json).toMatchObject({ status: 409, code: 'health_before_offer' });
    expect(await asksAboutHealth()).toBe(false);
    one = asked(await move(one, 'offer'));
    expect(await asksAboutHealth()).toBe(true);
    const refused = await move(one, 'placed', { note: 'Starts on Monday.' });
    expect(refused.json['code']).toBe('evidence_missing');
    expect(missing(refused)).toEqual(['occupational_health']);
    const both = await move(one, 'placed', { note: 'a', exception: 'b' });
    expect(both.json).toMatchObject({ status: 400, errors: [{ field: 'exception' }] });
    await file(who.id, 'occupational_health');
    expect(missing(await move(one, 'placed'))).toEqual(['occupational_health']);
    await file(who.id, 'occupational_health', { item: 'immunisation' });
    expect(asked(await move(one, 'placed')).stage).toBe('placed');
  });

  it('goes on with an exception in words, and with nothing where the employer does the checks', async () => {
    const who = await person();
    let one = asked(await submit(await ready(who, await vacancy({ contract: 'bank' })), { exception: 'x' }));
    one = asked(await move(one, 'offer'));
    const placed = asked(await move(one, 'placed', { exception: 'The Trust checks them itself.' }));
    expect(placed.moves.at(-1)?.note).toBe('The Trust checks them itself.');
    const permanent = await vacancy({ contract: 'permanent' });
    let other = asked(await submit(await ready(who, permanent), { exception: 'x' }));
    other = asked(await move(other, 'offer'));
    expect(
      (await move(other, 'placed', { exception: 'x', to: 'withdrawn', reason: 'other_job' })).status,
    ).toBe(400);
    expect(asked(await move(other, 'placed')).stage).toBe('placed');
  });
});

describe('the audit pack of an introduction', () => {
  /** Names and contents of a ZIP file, in its order. */
  function unzip(bytes: Buffer): Promise<Map<string, string>> {
    return new Promise((resolve, reject) => {
      yauzl.fromBuffer(bytes, { lazyEntries: true }, (fault, zip) => {
        if (fault) {
          reject(fault);
          return;
        }
        const files = new Map<string, string>();
        zip.on('error', reject).on('end', () => resolve(files));
        zip.on('entry', (entry: yauzl.Entry) => {
          zip.openReadStream(entry, (error, stream) => {
            if (error) {
              reject(error);
              return;
            }
            buffer(stream).then((content) => {
              files.set(entry.fileName, content.toString());
              zip.readEntry();
            }, reject);
          });
        });
        zip.readEntry();
      });
    });
  }
  const download = async (candidacyId: string): Promise<Response> =>
    fetch(`${api.address}/v1/candidacies/${candidacyId}/audit-pack`, {
      headers: { authorization: `Bearer ${consultant.key}` },
    });

  it('is one file with the checks, their evidence, what was agreed and told, decided and recorded, and no score', async () => {
    const who = await person();
    await fileForIntroduction(who);
    const evidence = (kind: string, filing: Filing): Promise<Answer> =>
      fileCheck(api, consultant.key, who.id, kind, filing);
    await evidence('identity', {
      file: 'The passport.',
      fileName: '../../<script>.txt',
      fields: { checkedOn: daysAgo(1) },
    });
    await evidence('dbs', { file: 'The certificate.' });
    const secret = { item: 'A friend', mayBeDisclosed: 'false', note: 'Between us.' };
    await evidence('reference', { file: 'For your eyes only.', fields: secret });
    await evidence('right_to_work', { file: 'A wrong one.' });
    const wrong = await api.database.prisma.complianceCheck.findFirstOrThrow({
      where: { candidateId: who.id, kind: 'right_to_work' },
    });
    await post(`/v1/compliance-checks/${wrong.id}/withdrawal`, { reason: 'Of another person.' });
    const told = 'A <b>good</b> therapist.';
    const one = asked(await submit(await ready(who, await vacancy()), { told }));
    const answer = await download(one.id);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toContain(`audit-pack-${one.id}.zip`);
    const files = await unzip(Buffer.from(await answer.arrayBuffer()));
    expect([...files.keys()]).toEqual([
      'index.html',
      'pack.json',
      'cv.txt',
      `evidence/02-identity-${daysAgo(1)}.txt`,
    ]);
    expect(files.get('cv.txt')).toContain('Occupational Therapist');
    expect(files.get(`evidence/02-identity-${daysAgo(1)}.txt`)).toBe('The passport.');
    const json = files.get('pack.json') ?? '';
    const { sections } = JSON.parse(json) as {
      sections: { title: string; rows: Record<string, unknown>[] }[];
    };
    const rows = (title: string) => sections.find((section) => section.title === title)?.rows ?? [];
    expect(rows('Introduction')).toMatchObject([
      {
        person: 'Sam Field',
        'the employer was told': told,
        by: 'A consultant',
        'file in this pack': 'cv.txt',
      },
    ]);
    expect(rows('What it rested on')).toHaveLength(5);
    expect(rows('Checks')).toHaveLength(10);
    expect(json).toContain('Of another person.');
    expect(rows('What the person agreed to').map(({ scope }) => scope)).toContain('vacancy');
    expect(rows('Decisions').map(({ to }) => to)).toEqual([
      ...['shortlisted', 'contacted', 'willingness_confirmed', 'submitted'],
    ]);
    const actions = rows('Record of what was done').map(({ action }) => action);
    for (const action of ['compliance.filed', 'compliance.withdrawn', 'consent.given', 'submission.made'])
      expect(actions).toContain(action);
    expect(actions.at(-1)).toBe('compliance.pack_downloaded');
    expect(json).not.toContain('Between us.');
    expect(json).not.toMatch(/score|rank/i);
    const html = files.get('index.html') ?? '';
    expect(html).toContain('A &#60;b&#62;good&#60;/b&#62; therapist.');
    expect(html).not.toContain('<script');
  });

  it('says of a DBS certificate what it shows for that post, in both of its places', async () => {
    const who = await person();
    for (const workforce of ['adult', 'child'])
      await file(who.id, 'dbs', { level: 'standard', workforce, updateService: 'false' });
    const ofDbs = async (fields: object) => {
      const one = await ready(who, await vacancy({ contract: 'locum', dbsLevel: 'standard', ...fields }));
      const files = await unzip(Buffer.from(await (await download(one.id)).arrayBuffer()));
      const { sections } = JSON.parse(files.get('pack.json') ?? '') as {
        sections: { title: string; rows: Record<string, unknown>[] }[];
      };
      const [today, checks] = ['Compliance file today', 'Checks'].map((title) =>
        sections
          .find((section) => section.title === title)
          ?.rows.filter(({ check }) => String(check).startsWith('DBS certificate')),
      );
      return { today, faults: checks?.map((row) => row['shows nothing, since']) };
    };
    const asRead = await ofDbs({ description: 'DBS for the adult and child workforce.' });
    expect(asRead.today).toMatchObject([{ state: 'current', why: null }]);
    expect(asRead.faults).toEqual([null, null]);
    // What staff set goes before the text.
    const asSet = await ofDbs({ description: 'DBS for the adult workforce.', dbsWorkforce: 'child' });
    expect(asSet.today).toMatchObject([{ state: 'current', why: null }]);
    expect(
      asSet.faults?.map((fault) => typeof fault === 'string' && fault.endsWith('work with children')).sort(),
    ).toEqual([false, true]);
  });

  it('is refused whole where a document of it cannot be read, and to candidates', async () => {
    const who = await person();
    await fileCheck(api, consultant.key, who.id, 'identity', { file: 'x' });
    const one = await ready(who, await vacancy());
    await api.database.pool.query(
      `ALTER TABLE compliance_check DISABLE TRIGGER compliance_check_stays;
       UPDATE compliance_check SET storage_key = '2020/01/00000000-0000-7000-8000-000000000000'
        WHERE candidate_id = '${who.id}';
       ALTER TABLE compliance_check ENABLE TRIGGER compliance_check_stays`,
    );
    expect((await download(one.id)).status).toBe(503);
    // Nothing left, so nothing counts as taken out.
    const left = { subject: `candidate:${who.id}`, action: 'compliance.pack_downloaded' };
    expect(await api.database.prisma.auditEvent.count({ where: left })).toBe(0);
    const theirs = await api.call(`/v1/candidacies/${one.id}/audit-pack`, { key: who.token });
    expect(theirs.json['code']).toBe('not_allowed');
    expect((await download('0199a0a0-0000-7000-8000-000000000000')).status).toBe(404);
  });

  it('breaks off where an encrypted document was damaged in storage, and the process lives on', async () => {
    const keys = parseMasterKeys(`one:${randomBytes(32).toString('base64')}`);
    const sealed = await startApi({ beside: api, storage: (disk) => encryptedStorage(disk, keys) });
    const who = await person();
    const one = await ready(who, await vacancy());
    const passport = randomBytes(500_000).toString('base64');
    await fileCheck(sealed, consultant.key, who.id, 'identity', { file: passport });
    const { storageKey } = await api.database.prisma.complianceCheck.findFirstOrThrow({
      where: { candidateId: who.id },
    });
    const path = join(api.storageRoot, String(storageKey));
    const bytes = await readFile(path);
    const pack = async (): Promise<Map<string, string>> => {
      const answer = await fetch(`${sealed.address}/v1/candidacies/${one.id}/audit-pack`, {
        headers: { authorization: `Bearer ${consultant.key}` },
      });
      expect(answer.status).toBe(200);
      return unzip(Buffer.from(await answer.arrayBuffer()));
    };
    expect([...(await pack()).values()].includes(passport)).toBe(true);
    const at = bytes.length - 100;
    await writeFile(path, bytes.with(at, bytes.readUInt8(at) ^ 1));
    // A fault that nobody hears ends a process; here it would fail the run of the tests.
    await expect(pack()).rejects.toThrow('terminated');
    await writeFile(path, bytes);
    expect((await pack()).size).toBe(3);
    await sealed.stop();
  });
});

describe('a compliance file', () => {
  it('never touches a score or a place: lists are the same to the byte before and after filing and ending', async () => {
    const who = await person();
    const vacancyId = await vacancy();
    await worker.workOff();
    const lists = async (): Promise<string[]> => {
      const rows = await api.database.pool.query<{ row: string }>(
        'SELECT m::text AS row FROM match m ORDER BY vacancy_id, generation, candidate_id',
      );
      const profiles = await api.database.pool.query<{ row: string }>(
        'SELECT p::text AS row FROM profile p ORDER BY candidate_id',
      );
      const answers = [
        `/v1/vacancies/${vacancyId}/matches?limit=100`,
        `/v1/candidates/${who.id}/matches`,
        `/v1/vacancies/${vacancyId}/matches/${who.id}`,
      ].map(async (path) => (await get(path)).text);
      return [...rows.rows, ...profiles.rows].map(({ row }) => row).concat(await Promise.all(answers));
    };
    const before = await lists();
    expect(before.length).toBeGreaterThan(5);
    expect(before.at(-1)).toContain('"score"');
    await fileForIntroduction(who);
    await file(who.id, 'hcpc_register', { checkedOn: daysAgo(1), status: 'suspended' });
    await file(who.id, 'dbs', { checkedOn: '2019-01-01', issuedOn: '2019-01-01' });
    expect(api.enqueued).toEqual([]);
    expect(await lists()).toEqual(before);
    await post('/v1/rankings', {}, { key: (await api.keyFor('admin')).key });
    await worker.workOff();
    const scores = (texts: string[]): string[] => texts.slice(-2);
    expect(scores(await lists())).toEqual(scores(before));
  });
});
