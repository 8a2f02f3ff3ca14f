import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, tokenOf, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { scanPdf } from '../../fixtures/documents/saved-files.js';
import { uploadSample } from '../../fixtures/people.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';
import { storedText } from '../../fixtures/stored-text.js';

let api: TestApi;
let worker: TestWorker;
let consultant: StaffKey;
beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  consultant = await api.keyFor('consultant');
});
afterAll(() => api.stop());

interface Quoted {
  text: string;
  start: number;
  end: number;
}

function quotesIn(value: unknown): Quoted[] {
  if (typeof value !== 'object' || value === null) return [];
  const nested = Object.values(value).flatMap(quotesIn);
  const isQuote = 'text' in value && 'start' in value && 'end' in value;
  return isQuote ? [value as Quoted, ...nested] : nested;
}

describe('a CV that has been read', () => {
  it('is shown with its stage, registration and concepts, every point in its own words', async () => {
    const { id, statusUrl } = await uploadSample(api, 'stefan-kowalczyk.txt');
    await worker.workOff();
    const { pathname, search } = new URL(statusUrl);
    const answer = await api.call(pathname + search);
    expect(answer.json).toMatchObject({ id, status: 'ready', outcome: 'read', inUse: true });
    const understood = answer.json['understood'] as {
      stage: { stage: string; reasons: unknown[] };
      registration: { state: string };
      concepts: { kind: string; concepts: { label: string; mentions: { quote: unknown }[] }[] }[];
    };
    expect(understood.stage.stage).not.toBeNull();
    expect(understood.stage.reasons.length).toBeGreaterThan(0);
    expect(understood.concepts.map(({ kind }) => kind)).toContain('duty');
    const text = await storedText(api.database, id);
    const quotes = quotesIn(understood);
    expect(quotes.length).toBeGreaterThan(5);
    for (const quote of quotes) expect(quote.text).toBe(text.slice(quote.start, quote.end));
  });

  it('that cannot be read says so, and what to do', async () => {
    const answer = await api.upload({ file: '%PDF-1.7\nnothing like a PDF', fileName: 'cv.pdf' });
    await worker.workOff();
    const view = await api.call(`/v1/cvs/${String(answer.json['id'])}?token=${tokenOf(answer)}`);
    expect(view.json).toMatchObject({ status: 'unreadable', outcome: 'corrupt', understood: null });
    expect(view.json['message']).toMatch(/damaged.*send/i);
  });

  it('hides who it is of from staff until they ask, which is recorded; its sender sees it whole', async () => {
    const words =
      'Tamsin Quillfeather\nHCPC registered: OT 104233\nquill@example.org, 07700 900123\n\nExperience\n';
    const work = `Occupational Therapist, Tamsin Quillfeather Therapy, 2021 – present
I, Tamsin, assess people after stroke and provide equipment. Occupational therapy in the community, band 6.
I graded activities of daily living and supervised students on placement with Quillfeather Therapy.\n`;
    const sent = await api.upload({
      file: words + work,
      fileName: 'TamsinQuillfeatherCV.txt',
      fields: { name: 'Tamsin Quillfeather', email: 'quill@example.org' },
    });
    const id = String(sent.json['id']);
    await worker.workOff();
    const revealed = () =>
      api.database.prisma.auditEvent.count({ where: { action: 'candidate.names_revealed' } });
    const before = await revealed();
    const masked = await api.call(`/v1/cvs/${id}`, { key: consultant.key });
    expect(masked.text).not.toMatch(/tamsin|quillfeather|104233|example\.org|900123/i);
    expect(masked.json).toMatchObject({
      understood: { registration: { state: 'registered', number: null } },
    });
    const places = (answer: Answer) =>
      quotesIn(answer.json['understood']).map(({ start, end }) => [start, end]);
    expect(await revealed()).toBe(before);

    const shown = await api.call(`/v1/cvs/${id}?names=shown`, { key: consultant.key });
    expect(shown.text).toMatch(/TamsinQuillfeatherCV.*Quillfeather Therapy/s);
    expect(shown.text).toContain('104233');
    expect(places(masked)).toEqual(places(shown));
    expect(await revealed()).toBe(before + 1);
    const own = await api.call(`/v1/cvs/${id}`, { key: tokenOf(sent) });
    expect(own.json['understood']).toEqual(shown.json['understood']);

    const page = (query: string) => api.call(`/cv/${id}${query}`, { key: consultant.key });
    expect((await page('')).text).not.toMatch(/tamsin|quillfeather|104233/i);
    expect((await page('?names=shown')).text).toMatch(/TamsinQuillfeatherCV/);
    expect((await page('')).text).toContain(`href="/cv/${id}?names=shown"`);

    const narrow = await api.call('/v1/api-keys', {
      method: 'POST',
      key: (await api.keyFor('admin')).key,
      body: { staffId: consultant.staffId, label: 'CVs', scopes: ['cvs:read'] },
    });
    const key = String(narrow.json['key']);
    expect((await api.call(`/v1/cvs/${id}`, { key })).status).toBe(200);
    expect((await api.call(`/v1/cvs/${id}?names=shown`, { key })).json).toMatchObject({
      code: 'scope_missing',
    });
  });

  it('shows its flags to staff, and records that they looked', async () => {
    const { id, candidateId } = await uploadSample(api, 'isla-mcrae.txt');
    await worker.workOff();
    const view = await api.call(`/v1/cvs/${id}`, { key: consultant.key });
    expect(view.json['flags']).toEqual([]);
    expect(view.json['historyQuestions']).toBeInstanceOf(Array);
    const looks = await api.database.prisma.auditEvent.findMany({
      where: { subject: `cv:${id}`, action: 'cv.viewed' },
    });
    expect(looks.map(({ actor }) => actor)).toEqual([`staff:${consultant.staffId}`]);
    expect(candidateId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('makes way for a newer version of the same person', async () => {
    const first = await api.upload();
    await worker.workOff();
    const second = await api.upload({ key: tokenOf(first) });
    await worker.workOff();
    const older = await api.call(`/v1/cvs/${String(first.json['id'])}`, { key: tokenOf(first) });
    const newer = await api.call(`/v1/cvs/${String(second.json['id'])}`, { key: tokenOf(first) });
    expect(older.json).toMatchObject({ inUse: false, understood: null });
    expect(newer.json).toMatchObject({ inUse: true });
  });

  it('HEAD gives the headers of GET and no body', async () => {
    const answer = await api.upload();
    const head = await api.call(`/v1/cvs/${String(answer.json['id'])}?token=${tokenOf(answer)}`, {
      method: 'HEAD',
    });
    expect(head.status).toBe(200);
    expect(head.text).toBe('');
  });
});

describe('the file of a CV', () => {
  it('is sent as it came, and the download is recorded', async () => {
    const { id } = await uploadSample(api, 'tom-hadley.txt');
    const before = await api.database.prisma.auditEvent.count({ where: { action: 'cv.file_downloaded' } });
    const answer = await api.call(`/v1/cvs/${id}/file`, { key: consultant.key });
    expect(answer.status).toBe(200);
    expect(Number(answer.headers.get('content-length'))).toBe(Buffer.byteLength(answer.text));
    expect(await api.database.prisma.auditEvent.count({ where: { action: 'cv.file_downloaded' } })).toBe(
      before + 1,
    );
  });

  it('that is gone from storage is answered with 503 and a sentence', async () => {
    const answer = await api.upload();
    const id = String(answer.json['id']);
    await api.database.prisma.cv.update({
      where: { id },
      data: { storageKey: '2020/01/00000000-0000-7000-8000-000000000000' },
    });
    const file = await api.call(`/v1/cvs/${id}/file`, { key: consultant.key });
    expect(file.json).toMatchObject({ status: 503, code: 'file_unavailable' });
    expect(file.headers.get('content-disposition')).toBeNull();
  });
});

describe('the pages of a PDF', () => {
  let id: string;
  let statusUrl: string;
  beforeAll(async () => {
    ({ id, statusUrl } = await uploadSample(api, 'helen-abernethy.pdf'));
    await worker.workOff();
  });
  const views = (): Promise<number> =>
    api.database.prisma.auditEvent.count({
      where: { action: 'cv.page_viewed', subject: `cv:${id}`, actor: `staff:${consultant.staffId}` },
    });

  it('are sent as pictures, each look recorded', async () => {
    const before = await views();
    const answer = await api.call(`/v1/cvs/${id}/pages/1.png`, { key: consultant.key });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(10_000);
    expect(await views()).toBe(before + 1);
    const head = await api.call(`/v1/cvs/${id}/pages/1.png`, { key: consultant.key, method: 'HEAD' });
    expect({ status: head.status, views: await views() }).toEqual({ status: 200, views: before + 1 });
  });

  it('say where every quote stands', async () => {
    const view = await api.call(`/v1/cvs/${id}`, { key: consultant.key });
    const quotes = quotesIn(view.json['understood']).slice(0, 100);
    const spans = quotes.map(({ start, end }) => `${start}-${end}`).join(',');
    const answer = await api.call(`/v1/cvs/${id}/places?spans=${spans}`, { key: consultant.key });
    expect(answer.json).toMatchObject({ cvId: id, pages: [{ page: 1 }, { page: 2 }] });
    const found = answer.json['spans'] as { start: number; boxes: { page: number; width: number }[] }[];
    expect(found.map(({ start }) => start)).toEqual(quotes.map(({ start }) => start));
    for (const { boxes } of found) {
      expect(boxes.length).toBeGreaterThan(0);
      for (const { width } of boxes) expect(width).toBeGreaterThan(0);
    }
    expect(quotes.length).toBeGreaterThan(20);
  });

  it('say where quotes stand on a scan, too', { timeout: 120_000 }, async () => {
    const answer = await api.upload({ file: await scanPdf({ askew: 1 }), fileName: 'scan.pdf' });
    const scan = String(answer.json['id']);
    await worker.workOff();
    const view = await api.call(`/v1/cvs/${scan}`, { key: consultant.key });
    expect(view.json['flags']).toContain('recognised_text');
    const quotes = quotesIn(view.json['understood']).slice(0, 100);
    const spans = quotes.map(({ start, end }) => `${start}-${end}`).join(',');
    const places = await api.call(`/v1/cvs/${scan}/places?spans=${spans}`, { key: consultant.key });
    const found = places.json['spans'] as { boxes: { left: number; width: number; height: number }[] }[];
    expect(quotes.length).toBeGreaterThan(3);
    expect(found.filter(({ boxes }) => boxes.length === 0)).toEqual([]);
    for (const { left, width, height } of found.flatMap(({ boxes }) => boxes)) {
      expect(left).toBeGreaterThan(0.02);
      expect(width).toBeLessThan(0.96);
      expect(height).toBeLessThan(0.05);
    }
  });

  it('come with what the reading was judged by, for staff only', async () => {
    const view = await api.call(`/v1/cvs/${id}`, { key: consultant.key });
    const figures = view.json['readingFigures'] as Record<string, number>;
    expect(figures['charactersPerPage']).toBeGreaterThan(500);
    expect(figures['knownWordShare']).toBeGreaterThan(0.2);
    expect(figures['symbolShare']).toBeLessThan(0.05);
    expect(Object.keys(figures)).toHaveLength(3);
    const token = new URL(statusUrl).searchParams.get('token') ?? '';
    const own = await api.call(`/v1/cvs/${id}`, { key: token });
    expect(own.json).toMatchObject({ id });
    expect(own.json).not.toHaveProperty('readingFigures');
  });

  it('that are not there, and those of other formats, are answered with a sentence', async () => {
    const text = await uploadSample(api, 'margaret-ellery.txt');
    const call = async (path: string) => (await api.call(`/v1/cvs/${path}`, { key: consultant.key })).json;
    expect(await call(`${id}/pages/9.png`)).toMatchObject({ status: 404, code: 'no_page_picture' });
    expect(await call(`${text.id}/pages/1.png`)).toMatchObject({ status: 404, code: 'no_page_picture' });
    expect(await call(`${text.id}/places?spans=0-5`)).toMatchObject({ status: 404, code: 'no_page_picture' });
    expect(await call(`${id}/places?spans=9-5`)).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(await call(`${id}/places?spans=1-2;3-4`)).toMatchObject({ status: 400, code: 'invalid_request' });
  });

  it('of a document with a virus are shown to nobody', async () => {
    await api.database.pool.query(`UPDATE cv SET outcome = 'infected' WHERE id = $1`, [id]);
    for (const path of ['pages/1.png', 'places?spans=0-5']) {
      const answer = await api.call(`/v1/cvs/${id}/${path}`, { key: consultant.key });
      expect(answer.json).toMatchObject({ code: 'file_unavailable' });
    }
  });
});

describe('the events of a CV', () => {
  interface Stream {
    readonly status: number;
    events(): Promise<{ id: string; data: Record<string, unknown> }[]>;
  }

  async function follow(id: string, token: string, lastEventId?: string): Promise<Stream> {
    const response = await fetch(`${api.address}/v1/cvs/${id}/events?token=${token}`, {
      headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
    });
    return {
      status: response.status,
      async events() {
        const blocks = (await response.text())
          .split('\n\n')
          .filter((block) => block.startsWith('event: progress'));
        return blocks.map((block) => ({
          id: /^id: (.*)$/m.exec(block)?.[1] ?? '',
          data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '{}') as Record<string, unknown>,
        }));
      },
    };
  }

  it('tell each state and end with the last', async () => {
    const answer = await api.upload();
    const [id, token] = [String(answer.json['id']), tokenOf(answer)];
    const stream = await follow(id, token);
    const heard = stream.events();
    // The first state is on its way before the work begins.
    await new Promise((resolve) => setTimeout(resolve, 700));
    await worker.workOff();
    const events = await heard;
    expect(events[0]).toMatchObject({ id: 'received', data: { id, status: 'received', final: false } });
    expect(events.at(-1)).toMatchObject({ id: 'ready', data: { status: 'ready', final: true } });
    expect(events.at(-1)?.data['message']).toMatch(/has been read/);
  });

  it('of a finished CV are its state and the end, and nothing for who has seen it', async () => {
    const answer = await api.upload();
    const [id, token] = [String(answer.json['id']), tokenOf(answer)];
    await worker.workOff();
    expect((await (await follow(id, token)).events()).map((event) => event.id)).toEqual(['ready']);
    expect((await follow(id, token, 'received')).status).toBe(200);
    expect((await follow(id, token, 'ready')).status).toBe(204);
  });

  it('end when the process stops, and go on at the next', async () => {
    const beside = await startApi({ beside: api });
    const answer = await api.upload();
    const [id, token] = [String(answer.json['id']), tokenOf(answer)];
    const response = await fetch(`${beside.address}/v1/cvs/${id}/events?token=${token}`);
    await beside.stop();
    expect(await response.text()).toContain('retry: 2000');
    await worker.workOff();
    expect((await (await follow(id, token, 'received')).events()).map((event) => event.id)).toEqual([
      'ready',
    ]);
  });

  it('stop asking the database when nobody looks on any more', async () => {
    const answer = await api.upload();
    const controller = new AbortController();
    const url = `${api.address}/v1/cvs/${String(answer.json['id'])}/events?token=${tokenOf(answer)}`;
    await fetch(url, { signal: controller.signal });
    controller.abort();
    await expect.poll(async () => (await api.call('/metrics')).text).toMatch(/^http_requests_in_flight 1$/m);
  });
});
