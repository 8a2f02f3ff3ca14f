import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  APPLICANT,
  startApi,
  tokenOf,
  type Answer,
  type StaffKey,
  type TestApi,
} from '../../fixtures/api.js';
import { makeAccount, signedInBrowser, type TestBrowser } from '../../fixtures/accounts.js';
import { identityIn, RANKED_CVS, sampleAdvert, sampleSender, uploadSample } from '../../fixtures/people.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';
import { storedText } from '../../fixtures/stored-text.js';

interface Item {
  rank: number;
  candidate: { id: string; reference: string };
  tier: number;
  score: number;
  isCurrent: boolean;
  gates: { gate: string; state: string }[];
  evidence: { criterion: string; points: number; quote: { text: string; start: number; end: number } }[];
}
interface Page {
  ranking: {
    state: string;
    candidates: number;
    versions: string;
    waiting: { profiles: number; cvs: number };
  };
  items: Item[];
  nextCursor: string | null;
}

let api: TestApi;
let worker: TestWorker;
let consultant: StaffKey;
let vacancyId: string;
beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  consultant = await api.keyFor('consultant');
  vacancyId = await addVacancy('band-6-stroke-esd.txt', 'Specialist Occupational Therapist (Stroke)');
  for (const file of RANKED_CVS) await uploadSample(api, file);
  await worker.workOff();
});
afterAll(() => api.stop());

async function addVacancy(file: string, title: string): Promise<string> {
  const answer = await api.call('/v1/vacancies', {
    method: 'POST',
    key: consultant.key,
    body: { title, employer: 'Long Mynd Community Health NHS Trust', description: sampleAdvert(file) },
  });
  return String(answer.json['id']);
}

async function matches(query = ''): Promise<Page> {
  const answer = await api.call(`/v1/vacancies/${vacancyId}/matches${query}`, { key: consultant.key });
  expect(answer.status).toBe(200);
  return answer.json as unknown as Page;
}

async function explain(candidateId: string): Promise<Answer> {
  return api.call(`/v1/vacancies/${vacancyId}/matches/${candidateId}`, { key: consultant.key });
}

describe('the list of a vacancy', () => {
  it('holds everybody who can be read, in the order of tier, score and id', async () => {
    const page = await matches();
    expect(page.ranking).toMatchObject({
      state: 'current',
      candidates: RANKED_CVS.length,
      waiting: { profiles: 0, cvs: 0 },
    });
    expect(page.items.map(({ rank }) => rank)).toEqual(RANKED_CVS.map((_, index) => index + 1));
    const sorted = [...page.items].sort(
      (a, b) => b.tier - a.tier || b.score - a.score || (a.candidate.id < b.candidate.id ? -1 : 1),
    );
    expect(page.items).toEqual(sorted);
    expect(page.items[0]?.score).toBeGreaterThan(page.items.at(-1)?.score ?? Infinity);
  });

  it('is the same in pages of any size', async () => {
    const whole = (await matches('?limit=100')).items;
    for (const limit of [1, 3]) {
      const seen: Item[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Page = await matches(`?limit=${limit}${cursor && `&cursor=${cursor}`}`);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items);
        cursor = page.nextCursor;
      }
      expect(seen).toEqual(whole);
    }
  });

  it('shows for each person words that stand in their CV', async () => {
    for (const { candidate, evidence, gates } of (await matches()).items) {
      const text = await storedText(api.database, candidate.id);
      expect(evidence.length).toBeLessThanOrEqual(3);
      for (const { quote } of evidence) expect(text.slice(quote.start, quote.end)).toBe(quote.text);
      expect(gates.map(({ gate }) => gate)).toContain('registration');
    }
    expect((await matches()).items[0]?.evidence).toHaveLength(3);
  });

  it('names nobody: no name, no address, no file', async () => {
    const answer = await api.call(`/v1/vacancies/${vacancyId}/matches`, { key: consultant.key });
    expect(answer.text).not.toMatch(/example\.org|\.docx|\.pdf|fileName|"name"|"email"/);
    expect(answer.text).not.toContain(APPLICANT.phone);
  });

  it('says that it is updating while a new CV has not been weighed', async () => {
    const upload = await api.upload();
    expect((await matches()).ranking).toMatchObject({ waiting: { cvs: 1 } });
    await api.database.prisma.profile.updateMany({ data: { rankedRevision: null } });
    expect((await matches()).ranking).toMatchObject({
      state: 'updating',
      waiting: { profiles: RANKED_CVS.length },
    });
    await api.database.prisma.$executeRaw`UPDATE profile SET ranked_revision = revision`;
    await worker.workOff();
    const page = await matches();
    expect(page.ranking).toMatchObject({ state: 'current', waiting: { profiles: 0, cvs: 0 } });
    expect(page.items.map((item) => item.candidate.id)).toContain(upload.json['candidateId']);
  });

  it('leaves out at once who has withdrawn their consent', async () => {
    const upload = await api.upload();
    await worker.workOff();
    const candidateId = String(upload.json['candidateId']);
    expect((await matches()).items.map((item) => item.candidate.id)).toContain(candidateId);
    await api.database.prisma.consent.updateMany({
      where: { candidateId },
      data: { withdrawnAt: new Date() },
    });
    const page = await matches();
    expect(page.items.map((item) => item.candidate.id)).not.toContain(candidateId);
    expect(page.items.map(({ rank }) => rank)).toEqual(page.items.map((_, index) => index + 1));
    expect((await explain(candidateId)).status).toBe(404);
  });

  it('of a vacancy nobody has ranked yet is empty and updating', async () => {
    const id = await addVacancy('council-principal-ot.txt', 'Principal Occupational Therapist');
    const answer = await api.call(`/v1/vacancies/${id}/matches`, { key: consultant.key });
    expect(answer.json).toMatchObject({
      items: [],
      nextCursor: null,
      ranking: { state: 'updating', rankedAt: null },
    });
    await worker.workOff();
  });
});

describe('one score taken apart', () => {
  interface Explained {
    score: number;
    terms: {
      points: number;
      evidence: unknown;
      asked: { text: string; start: number; end: number } | null;
    }[];
    gates: { points: number }[];
    combination: { points: number };
    ranked: { rank: number; score: number } | null;
    isCurrent: boolean;
  }

  it('adds up to exactly the score in the list, with words for every point', async () => {
    const vacancy = await api.call(`/v1/vacancies/${vacancyId}`, { key: consultant.key });
    const text = String(vacancy.json['text']);
    for (const item of (await matches()).items) {
      const answer = await explain(item.candidate.id);
      const { score, terms, gates, combination, ranked, isCurrent } = answer.json as unknown as Explained;
      const sum = (parts: { points: number }[]): number =>
        parts.reduce((total, { points }) => total + points, 0);
      expect(sum(terms) + sum(gates) + combination.points).toBe(score);
      expect(ranked).toMatchObject({ rank: item.rank, score: item.score });
      expect(score).toBe(item.score);
      expect(isCurrent).toBe(true);
      for (const { points, evidence, asked } of terms) {
        if (points > 0) expect(evidence).not.toBeNull();
        if (asked) expect(text.slice(asked.start, asked.end)).toBe(asked.text);
      }
    }
  });

  it('is there for somebody outside the stored list too', async () => {
    const candidateId = (await matches()).items.at(-1)?.candidate.id ?? '';
    await api.database.prisma.match.deleteMany({ where: { candidateId, vacancyId } });
    const answer = await explain(candidateId);
    expect(answer.json).toMatchObject({ ranked: null, isCurrent: false });
    await api.database.prisma
      .$executeRaw`UPDATE vacancy SET revision = revision + 1 WHERE id = ${vacancyId}::uuid`;
    api.enqueued.push({ name: 'rank-vacancy', payload: { vacancyId } });
    await worker.workOff();
    expect((await explain(candidateId)).json).toMatchObject({ isCurrent: true });
  });

  it('is recorded with what was shown', async () => {
    const [first] = (await matches()).items;
    await explain(first?.candidate.id ?? '');
    const looks = await api.database.prisma.auditEvent.findMany({
      where: { action: 'match.viewed', subject: `candidate:${first?.candidate.id ?? ''}` },
      orderBy: { id: 'desc' },
    });
    expect(looks[0]).toMatchObject({
      actor: `staff:${consultant.staffId}`,
      facts: { vacancyId, score: first?.score, rank: 1 },
    });
  });

  it('of a person or a vacancy that does not exist is not found', async () => {
    const nobody = '0199a0a0-0000-7000-8000-000000000000';
    const [first] = (await matches()).items;
    expect((await explain(nobody)).status).toBe(404);
    expect((await explain('not-an-id')).status).toBe(404);
    const path = `/v1/vacancies/${nobody}/matches/${first?.candidate.id ?? ''}`;
    expect((await api.call(path, { key: consultant.key })).status).toBe(404);
    expect((await api.call(`/v1/vacancies/${nobody}/matches`, { key: consultant.key })).status).toBe(404);
  });
});

describe('the vacancies of a person', () => {
  it('are the open ones, the best first, and agree with the lists of the vacancies', async () => {
    await addVacancy('band-3-stroke-assistant.txt', 'Occupational Therapy Assistant (Stroke)');
    const closed = await addVacancy('band-5-rotational.txt', 'Occupational Therapist, Band 5 Rotational');
    await worker.workOff();
    await api.call(`/v1/vacancies/${closed}/close`, { method: 'POST', key: consultant.key });
    const [first] = (await matches()).items;
    const path = `/v1/candidates/${first?.candidate.id ?? ''}/matches`;
    const answer = await api.call(path, { key: consultant.key });
    const items = answer.json['items'] as (Omit<Item, 'candidate'> & {
      vacancy: { id: string; title: string };
    })[];
    expect(answer.json['candidate']).toEqual(first?.candidate);
    expect(items.map(({ vacancy }) => vacancy.id)).not.toContain(closed);
    const scores = items.map(({ tier, score }) => tier * 100_000 + score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(items.find(({ vacancy }) => vacancy.id === vacancyId)).toMatchObject({
      score: first?.score,
      isCurrent: true,
    });
    const pages: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Answer = await api.call(`${path}?limit=1${cursor && `&cursor=${cursor}`}`, {
        key: consultant.key,
      });
      pages.push(...(page.json['items'] as typeof items).map(({ vacancy }) => vacancy.id));
      cursor = page.json['nextCursor'] as string | null;
    }
    expect(pages).toEqual(items.map(({ vacancy }) => vacancy.id));
  });

  it('of somebody whose CV has not been read are none', async () => {
    const upload = await api.upload();
    const answer = await api.call(`/v1/candidates/${String(upload.json['candidateId'])}/matches`, {
      key: consultant.key,
    });
    expect(answer.json).toMatchObject({ items: [], nextCursor: null });
    await worker.workOff();
  });

  it('of nobody are not found', async () => {
    const path = '/v1/candidates/0199a0a0-0000-7000-8000-000000000000/matches';
    expect((await api.call(path, { key: consultant.key })).status).toBe(404);
  });
});

describe('a person by name', () => {
  it('is shown with contact data, consents and CVs, and the look is recorded', async () => {
    const upload = await api.upload();
    const again = await api.upload({ key: tokenOf(upload) });
    const id = String(upload.json['candidateId']);
    const answer = await api.call(`/v1/candidates/${id}`, { key: consultant.key });
    expect(answer.json).toMatchObject({
      id,
      name: APPLICANT.name,
      email: APPLICANT.email,
      postcode: 'LS1 3EX',
    });
    expect((answer.json['cvs'] as { id: string }[]).map((cv) => cv.id)).toEqual([
      again.json['id'],
      upload.json['id'],
    ]);
    expect((answer.json['consents'] as { scope: string }[]).map(({ scope }) => scope).sort()).toEqual([
      'keep',
      'represent',
    ]);
    const looks = await api.database.prisma.auditEvent.count({
      where: { action: 'candidate.viewed', subject: `candidate:${id}` },
    });
    expect(looks).toBe(1);
  });
});

describe('lists and explanations, on pages and by the API', () => {
  const PRIYA = { name: 'Priya Quillfeather', email: 'priya.q@example.org', phone: '07700 900161' };
  const CV = [
    'Priya Quillfeather | MSc Occupational Therapy | 07700 900161 | priya.q@example.org | HCPC OT990161',
    '',
    'Experience',
    'Band 6 Occupational Therapist, Priya Quillfeather OT Ltd, March 2019 to present',
    'I carry out home visits as Priya Quillfeather, 07700 900161, priya.q@example.org.',
  ].join('\n');
  let browser: TestBrowser;
  let here: string;
  const people: string[] = [];
  beforeAll(async () => {
    browser = await signedInBrowser(api, await makeAccount(api, 'consultant'));
    const priya = await api.upload({ file: CV, fields: PRIYA });
    const description = 'Band 6. A degree in occupational therapy and home visits are essential.';
    const body = { title: 'Occupational Therapist, home visits', employer: 'A Trust', description };
    const vacancy = await api.call('/v1/vacancies', { method: 'POST', key: consultant.key, body });
    here = `/vacancies/${String(vacancy.json['id'])}`;
    await worker.workOff();
    const cvs = await api.database.prisma.cv.findMany({ where: { fileName: { in: RANKED_CVS } } });
    people.push(String(priya.json['candidateId']));
    people.push(...RANKED_CVS.map((file) => cvs.find((cv) => cv.fileName === file)?.candidateId ?? ''));
  });
  /** What a page holds, its words not cut by marks. */
  const read = async (path: string, query = ''): Promise<string> => {
    const answer = await browser.call(`${here}${path}${query}`);
    expect(answer.status, path).toBe(200);
    return (answer.text.split('<main')[1] ?? answer.text).replace(/<\/?mark[^>]*>/g, '');
  };
  const quotes = (page: string): string =>
    page.match(/<blockquote.*?<\/blockquote>|"[^"]+"/gs)?.join('\n') ?? '';
  const compare = (): string => `/compare?with=${people.slice(0, 4).join(',')}`;

  const revealed = (): Promise<number> =>
    api.database.prisma.auditEvent.count({ where: { action: 'candidate.names_revealed' } });

  it('answer calls with names and all words once names are asked for, which is recorded, and only then', async () => {
    const [priya = '', other = ''] = people;
    for (const path of [
      `/v1${here}/matches?limit=100`,
      `/v1${here}/matches/${priya}?`,
      `/v1/candidates/${priya}/matches?`,
      `/v1/candidates/${other}/similar?limit=50`,
    ]) {
      const before = await revealed();
      const masked = await api.call(path, { key: consultant.key });
      expect(masked.status, path).toBe(200);
      expect([...identityIn(masked.text, PRIYA), ...(/OT990161/.exec(masked.text) ?? [])], path).toEqual([]);
      expect(await revealed(), path).toBe(before);
      const named = await api.call(`${path}&names=shown`, { key: consultant.key });
      expect(named.text, path).toContain('"name":"Priya Quillfeather"');
      if (!path.includes('/similar')) expect(named.text, path).toContain('HCPC OT990161');
      expect(await revealed(), path).toBe(before + 1);
    }
  });

  it('record no names as revealed where nothing can be shown', async () => {
    const [known = ''] = people;
    const nobody = '0199a0a0-0000-7000-8000-000000000000';
    const looked = (): Promise<number> =>
      api.database.prisma.auditEvent.count({ where: { action: 'match.viewed' } });
    const [before, looks] = [await revealed(), await looked()];
    const path = `/v1/vacancies/${nobody}/matches/${known}?names=shown`;
    expect((await api.call(path, { key: consultant.key })).status).toBe(404);
    const compared = await browser.call(`${here}/compare?with=${known},${nobody}&names=shown`);
    expect(compared.status).toBe(404);
    expect(await revealed()).toBe(before);
    expect(await looked()).toBe(looks);
  });

  it('name nobody to a key that is not good for contact data', async () => {
    const make = (scopes: string[]): Promise<Answer> =>
      api
        .keyFor('admin')
        .then(({ key, staffId }) =>
          api.call('/v1/api-keys', { method: 'POST', key, body: { staffId, label: 'A part', scopes } }),
        );
    const ask = async (scopes: string[], query: string): Promise<number> =>
      (await api.call(`/v1${here}/matches${query}`, { key: String((await make(scopes)).json['key']) }))
        .status;
    expect(await ask(['vacancies:read'], '')).toBe(200);
    expect(await ask(['vacancies:read'], '?names=shown')).toBe(403);
    expect(await ask(['vacancies:read', 'candidates:read'], '?names=shown')).toBe(200);
    // No look at one person is recorded either, since there was none.
    const looks = () => api.database.prisma.auditEvent.count({ where: { action: 'match.viewed' } });
    const before = await looks();
    expect(await ask(['vacancies:read'], `/${people[0] ?? ''}?names=shown`)).toBe(403);
    expect(await looks()).toBe(before);
  });

  it('quote what names and reaches a person once names are asked for, and only then', async () => {
    const own = `/people/${people[0] ?? ''}`;
    for (const path of ['?limit=100', '/people.csv?limit=100', `${own}?view=text`, compare()]) {
      expect(identityIn(quotes(await read(path, '&names=shown')), PRIYA), path).toHaveLength(4);
      const masked = await read(path);
      expect(identityIn(masked, PRIYA), path).toEqual([]);
      expect(masked, path).not.toContain('OT990161');
      expect(quotes(masked), path).toContain('I carry out home visits as ▇▇▇ ▇▇▇, ▇▇▇, ▇▇▇.');
    }
    const review = await browser.call(here + own);
    expect(review.text).toContain('I carry <mark>out home visits</mark> as ▇▇▇ ▇▇▇');
    expect(review.text).toContain('▇▇▇ ▇▇▇ OT Ltd ·');
  });

  it('tell of none of the samples who it is', async () => {
    const [list, csv, side] = [await read('?limit=100'), await read('/people.csv'), await read(compare())];
    for (const [n, file] of RANKED_CVS.entries()) {
      const own = await read(`/people/${people[n + 1] ?? ''}`);
      expect(own, file).toContain('▇▇▇');
      expect(own, file).not.toMatch(/OT ?\d{5}/);
      for (const [name, page] of Object.entries({ list, csv, side, own }))
        expect(identityIn(page, sampleSender(file)), `${file} in ${name}`).toEqual([]);
    }
  });
});
