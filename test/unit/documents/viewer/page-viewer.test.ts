import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { readDocument } from '../../../../src/documents/read-document.js';
import { createPageViewer } from '../../../../src/documents/viewer/page-viewer.js';
import { ViewerBusyError } from '../../../../src/documents/viewer/turns.js';
import { viewed } from '../../../fixtures/documents/viewed.js';
import { sampleCv } from '../../../fixtures/people.js';

const viewer = createPageViewer({ timeoutMs: 20_000, memoryMb: 512 });
afterAll(() => viewer.close());

describe('a page of a PDF', () => {
  it('is drawn as it is printed: what the picture says is what the document says', async () => {
    const picture = await viewer.picture(viewed(sampleCv('amara-okafor.pdf')), 1);
    const { outcome, format, text } = await readDocument(picture ?? new Uint8Array(), 15_000);
    expect({ outcome, format }).toEqual({ outcome: 'read', format: 'png' });
    expect(text).toMatch(/Occupational Therapist/i);
  });

  it.each(['leah-wooldridge.pdf', 'jean-castellano.pdf'])(
    'of %s is about 1,100 pixels wide',
    async (name) => {
      const picture = Buffer.from((await viewer.picture(viewed(sampleCv(name)), 1)) ?? []);
      expect(Math.abs(picture.readUInt32BE(16) - 1_100)).toBeLessThan(3);
      expect(picture.readUInt32BE(20)).toBeGreaterThan(1_400);
    },
  );

  it.each([
    ['that is not there', sampleCv('amara-okafor.pdf'), 9],
    ['of a document with a password', sampleCv('owen-fairbrother.pdf'), 1],
    ['of a damaged document', sampleCv('lewis-tran.pdf').subarray(0, 3_000), 1],
    ['of something else', Buffer.from('no PDF at all'), 1],
  ])('%s is not drawn, and the next one is', async (_, bytes, page) => {
    expect(await viewer.picture(viewed(bytes), page)).toBeNull();
    expect(await viewer.picture(viewed(sampleCv('amara-okafor.pdf')), 1)).not.toBeNull();
  });

  it('gives places too, from the same process, and none of what is no PDF', async () => {
    const placed = await viewer.places(viewed(sampleCv('amara-okafor.pdf')));
    expect(placed?.[0]?.pieces.length).toBeGreaterThan(20);
    expect(await viewer.places(viewed(Buffer.from('no PDF at all')))).toBeNull();
  });
});

/** Processes that draw pages for this one. */
const drawing = (): number[] =>
  spawnSync('pgrep', ['-P', String(process.pid), '-f', 'viewer/child.js'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter(Boolean)
    .map(Number);

describe('a document at which the process ends that others have used before', () => {
  it('is drawn by a fresh one, since the time that ran out was not its own', async () => {
    const others = new Set(drawing());
    const used = createPageViewer({ timeoutMs: 20_000, memoryMb: 512 });
    try {
      expect(await used.picture(viewed(sampleCv('amara-okafor.pdf')), 1)).not.toBeNull();
      const [pid] = drawing().filter((one) => !others.has(one));
      // As at the end of its processor time.
      process.kill(pid ?? NaN, 'SIGXCPU');
      expect(await used.picture(viewed(sampleCv('leah-wooldridge.pdf')), 1)).not.toBeNull();
    } finally {
      await used.close();
    }
  });
});

describe('many who look at documents at once', () => {
  /** Leaves storage after so long, as a document does that takes long to draw. */
  const slow = (milliseconds: number, begun: () => void = () => undefined) => ({
    ...viewed(sampleCv('amara-okafor.pdf')),
    load: async () => {
      begun();
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      return sampleCv('amara-okafor.pdf');
    },
  });

  it('have their documents loaded one at a time, each when it is its turn', async () => {
    let loading = 0;
    let most = 0;
    const counted = () => ({
      ...viewed(sampleCv('amara-okafor.pdf')),
      load: async () => {
        most = Math.max(most, (loading += 1));
        await new Promise((resolve) => setTimeout(resolve, 20));
        loading -= 1;
        return sampleCv('amara-okafor.pdf');
      },
    });
    const looks = await Promise.all([1, 1, 1, 1].map((page) => viewer.picture(counted(), page)));
    expect(looks.every((picture) => picture !== null)).toBe(true);
    expect(most).toBe(1);
  });

  it('are told that it is busy when their turn does not come, and nothing is loaded for them', async () => {
    const hasty = createPageViewer({ timeoutMs: 20_000, memoryMb: 512, patienceMs: 100 });
    let loaded = 0;
    try {
      const first = hasty.picture(slow(1_000), 1);
      const second = hasty.picture(
        slow(0, () => (loaded += 1)),
        1,
      );
      await expect(second).rejects.toBeInstanceOf(ViewerBusyError);
      expect(await first).not.toBeNull();
      expect(loaded).toBe(0);
      expect(await hasty.picture(viewed(sampleCv('amara-okafor.pdf')), 1)).not.toBeNull();
    } finally {
      await hasty.close();
    }
  });

  it('are not kept from their turn by a document that never leaves storage', async () => {
    const brief = createPageViewer({ timeoutMs: 3_000, memoryMb: 512 });
    try {
      const stuck = { key: 'stuck', load: () => new Promise<never>(() => undefined) };
      const first = expect(brief.picture(stuck, 1)).rejects.toBeInstanceOf(ViewerBusyError);
      const next = expect(brief.picture(viewed(Buffer.from('no PDF at all')), 1)).resolves.toBeNull();
      await Promise.all([first, next]);
    } finally {
      await brief.close();
    }
  });

  it("are told of what storage says of their document, and it is the next one's turn", async () => {
    const gone = { key: 'gone', load: () => Promise.reject(new Error('not there')) };
    await expect(viewer.picture(gone, 1)).rejects.toThrow('not there');
    expect(await viewer.picture(viewed(sampleCv('amara-okafor.pdf')), 1)).not.toBeNull();
  });
});
