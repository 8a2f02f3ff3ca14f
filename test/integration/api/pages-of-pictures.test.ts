import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocument } from '../../../src/documents/read-document.js';
import { createPageViewer } from '../../../src/documents/viewer/page-viewer.js';
import { startApi, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { twoPageTiff } from '../../fixtures/documents/hostile-layouts.js';
import { sidewaysPhoto } from '../../fixtures/documents/photo.js';
import { savedFile } from '../../fixtures/documents/saved-files.js';
import { sampleCv } from '../../fixtures/people.js';
import { storedText } from '../../fixtures/stored-text.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

const QUOTE = 'discharge planning';

let api: TestApi;
let worker: TestWorker;
let consultant: StaffKey;
beforeAll(async () => {
  api = await startApi({ env: { UPLOAD_MAX_BYTES: String(8 * 1024 * 1024) } });
  worker = await startWorker(api);
  consultant = await api.keyFor('consultant');
});
afterAll(() => api.stop());

async function send(file: Buffer, fileName: string): Promise<string> {
  const answer = await api.upload({ file, fileName });
  await worker.workOff();
  return String(answer.json['id']);
}

async function pageOf(id: string, page: number): Promise<{ status: number; png: Buffer }> {
  const response = await fetch(`${api.address}/v1/cvs/${id}/pages/${page}.png`, {
    headers: { authorization: `Bearer ${consultant.key}` },
  });
  return { status: response.status, png: Buffer.from(await response.arrayBuffer()) };
}

interface Box {
  page: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where the quote stands, each time that the text has it. */
async function placesOf(id: string): Promise<{ pages: unknown; boxes: Box[] }> {
  const text = await storedText(api.database, id);
  const spans = Array.from(text.matchAll(new RegExp(QUOTE, 'g')), ({ index }) => [
    index,
    index + QUOTE.length,
  ]);
  expect(spans.length).toBeGreaterThan(0);
  const list = spans.map((span) => span.join('-')).join(',');
  const { json } = await api.call(`/v1/cvs/${id}/places?spans=${list}`, { key: consultant.key });
  return { pages: json['pages'], boxes: (json['spans'] as { boxes: Box[] }[]).flatMap(({ boxes }) => boxes) };
}

/** Where it stands on the sheet that all of these pictures show. */
const THERE = { left: 0.609, top: 0.18 };

describe('the pages of a picture', { timeout: 240_000 }, () => {
  it.each([
    ['a JPEG', () => savedFile('scanned.jpg'), 'cv.jpg'],
    ['a PNG', () => savedFile('scanned.png'), 'cv.png'],
    ['a photo that lies on its side', sidewaysPhoto, 'cv.jpg'],
  ])('of %s is drawn upright, and quotes stand where their words are', async (_, make, name) => {
    const id = await send(await make(), name);
    const { status, png } = await pageOf(id, 1);
    expect(status).toBe(200);
    expect(Math.abs(png.readUInt32BE(16) - 1_100)).toBeLessThan(3);
    expect(png.readUInt32BE(20)).toBeGreaterThan(1_500);
    expect((await readDocument(png, 60_000)).text).toContain('Jane Sample');
    const { pages, boxes } = await placesOf(id);
    expect(pages).toEqual([{ page: 1, width: 595, height: expect.closeTo(842, -1) as number }]);
    expect(boxes).toHaveLength(1);
    expect(boxes[0]?.left).toBeCloseTo(THERE.left, 2);
    expect(boxes[0]?.top).toBeCloseTo(THERE.top, 1.5);
    expect(boxes[0]?.height).toBeLessThan(0.03);
  });

  it('of a TIFF are all drawn, each look recorded, and there is none after the last', async () => {
    const id = await send(twoPageTiff(), 'cv.tif');
    for (const page of [1, 2]) {
      const { status, png } = await pageOf(id, page);
      expect({ page, status, width: png.readUInt32BE(16) }).toEqual({ page, status: 200, width: 1_099 });
    }
    expect((await api.call(`/v1/cvs/${id}/pages/3.png`, { key: consultant.key })).json).toMatchObject({
      status: 404,
      code: 'no_page_picture',
    });
    const { boxes } = await placesOf(id);
    expect(boxes.map(({ page }) => page)).toEqual([1, 2]);
    const looks = await api.database.prisma.auditEvent.count({
      where: { action: 'cv.page_viewed', subject: `cv:${id}`, actor: `staff:${consultant.staffId}` },
    });
    expect(looks).toBe(2);
  });

  it('of a picture that claims a size too vast to be unpacked are not drawn', async () => {
    const vast = savedFile('scanned.png');
    vast.writeUInt32BE(60_000, 16);
    const id = await send(vast, 'cv.png');
    for (const path of ['pages/1.png', 'places?spans=0-5']) {
      const { json } = await api.call(`/v1/cvs/${id}/${path}`, { key: consultant.key });
      expect(json, path).toMatchObject({ status: 404, code: 'no_page_picture' });
    }
  });
});

describe('a page that too many others wait before', () => {
  it('is answered with 503 and when to come again, and those who wait get theirs', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let reading = (): void => undefined;
    const begun = new Promise<void>((resolve) => (reading = resolve));
    const id = await send(Buffer.from(sampleCv('amara-okafor.pdf')), 'cv.pdf');
    const busy = await startApi({
      beside: api,
      viewer: createPageViewer({ ...api.config.reader, patienceMs: 60_000, mostWaiting: 1 }),
      storage: (storage) => ({
        ...storage,
        async read(key) {
          reading();
          await released;
          return storage.read(key);
        },
      }),
    });
    try {
      const look = (): ReturnType<TestApi['call']> =>
        busy.call(`/v1/cvs/${id}/pages/1.png`, { key: consultant.key });
      const first = look();
      await begun;
      const others = [look(), look()];
      const refused = await Promise.race(others);
      expect(refused.json).toMatchObject({ status: 503, code: 'page_viewer_busy' });
      expect(refused.headers.get('retry-after')).toBe('20');
      release();
      const statuses = (await Promise.all([first, ...others])).map(({ status }) => status);
      expect(statuses.sort()).toEqual([200, 200, 503]);
    } finally {
      release();
      await busy.stop();
    }
  });
});
