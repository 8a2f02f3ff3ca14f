import { createCanvas, loadImage, type Canvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../src/documents/read-document.js';
import { judgeQuality } from '../../../src/documents/quality/judge-quality.js';
import { CV_LINES } from '../../fixtures/documents/cv-lines.js';
import { onPictures } from '../../fixtures/documents/hostile-hidden.js';
import { encodePng } from '../../../src/documents/viewer/encode-png.js';
import { twoPageTiff } from '../../fixtures/documents/hostile-layouts.js';
import { SAVED_LINES, savedFile, scanPdf } from '../../fixtures/documents/saved-files.js';

const TIME = 60_000;
const WORDS = SAVED_LINES.join(' ').split(/\s+/);
/** Share of the CV's words that were recognised. */
const recall = (text: string): number => WORDS.filter((word) => text.includes(word)).length / WORDS.length;
/** What a font without a map to Unicode makes of ordinary words. */
const GARBAGE = '7KLV LV WKH WH[W RI D OD\\HU WKDW QRERG\\ FDQ UHDG '.repeat(20);
const BEFORE =
  'A page of ordinary text that stands before the scan and says a little about the person. '.repeat(4);

/** The picture as a PNG in colours; the canvas's own have a channel for opacity. */
function withoutOpacity(canvas: Canvas): Buffer {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  return encodePng({ width, height, pixels: new Uint8Array(data.buffer) });
}

describe('text in pictures', { timeout: 2 * TIME }, () => {
  it.each(['jpg', 'png', 'tif'] as const)('is recognised in a scan saved as %s', async (kind) => {
    const reading = await readDocument(savedFile(`scanned.${kind}`), TIME);
    expect(reading).toMatchObject({ outcome: 'read', flags: ['recognised_text'] });
    expect(recall(reading.text)).toBeGreaterThan(0.95);
    expect(reading.quality.confidence).toBeGreaterThan(75);
  });

  it.each([0, 1.5])('is recognised in a PDF whose pages lie askew by %s degrees', async (askew) => {
    const { outcome, text } = await readDocument(await scanPdf({ askew }), TIME);
    expect(outcome).toBe('read');
    expect(recall(text)).toBeGreaterThan(0.9);
  });

  it('stands on its own page beside pages with text of their own', async () => {
    const reading = await readDocument(await scanPdf({ before: BEFORE }), TIME);
    expect(reading.pages).toHaveLength(2);
    const [first = '', second = ''] = reading.pages.map(({ start, end }) => reading.text.slice(start, end));
    expect(first).toContain('A page of ordinary text');
    expect(recall(second)).toBeGreaterThan(0.95);
  });

  it('is recognised on every page of a TIFF', async () => {
    const { pages, text, outcome } = await readDocument(twoPageTiff(), TIME);
    expect(outcome).toBe('read');
    expect(pages.map(({ start, end }) => recall(text.slice(start, end)) > 0.95)).toEqual([true, true]);
  });

  it('is recognised on the other pages of a TIFF that has a damaged one', async () => {
    const file = twoPageTiff();
    // The second page claims to be as wide as nothing that can be held.
    const second = file.length - 2 - 12 * file.readUInt16LE(file.readUInt32LE(4)) - 4;
    file.writeUInt32LE(60_000, second + 2 + 8);
    file.writeUInt16LE(4, second + 2 + 2);
    file.writeUInt32LE(60_000, second + 2 + 12 + 8);
    file.writeUInt16LE(4, second + 2 + 12 + 2);
    const { outcome, text, quality } = await readDocument(file, TIME);
    expect(outcome).toBe('read');
    expect(recall(text)).toBeGreaterThan(0.95);
    expect(quality.reasons).toContain('unread_pages');
  });

  it.each(['image/jpeg', 'image/png'] as const)(
    'is recognised in a photo of more pixels than there is memory for (%s)',
    async (kind) => {
      const scan = await loadImage(savedFile('scanned.png'));
      const canvas = createCanvas(scan.width * 4, scan.height * 4);
      const context = canvas.getContext('2d');
      context.drawImage(scan, 0, 0, canvas.width, canvas.height);
      const photo = kind === 'image/jpeg' ? canvas.toBuffer(kind, 60) : withoutOpacity(canvas);
      const { outcome, text } = await readDocument(photo, TIME);
      expect(outcome).toBe('read');
      expect(recall(text)).toBeGreaterThan(0.95);
    },
  );

  it('takes the place of a layer of garbage over a scan', async () => {
    const { outcome, text, flags } = await readDocument(await scanPdf({ layer: GARBAGE }), TIME);
    expect([outcome, flags]).toEqual(['read', ['recognised_text']]);
    expect(recall(text)).toBeGreaterThan(0.9);
    expect(text).not.toContain('7KLV');
  });

  it('is recognised under a stamp, and what the stamp says is read too', async () => {
    const stamp = 'Downloaded from NHS Jobs 12/03/2026, page 2 of 3';
    const { text, quality } = await readDocument(await scanPdf({ stamp }), TIME);
    expect(recall(text)).toBeGreaterThan(0.95);
    expect(text).toContain('NHS Jobs');
    expect(quality.grade).toBe('good');
    expect((await readDocument(await scanPdf({ stamp }))).outcome).toBe('needs_ocr');
  });

  it('gives way to the text that a page with a picture behind it has', async () => {
    const words = 'Interests\nSwimming and gardening.\nReferences on request.';
    const { text, flags, quality } = await readDocument(onPictures(CV_LINES, words.split('\n')), TIME);
    expect(text).toContain(words);
    expect({ flags, reasons: quality.reasons }).toEqual({ flags: [], reasons: [] });
  });

  it('makes a reading doubtful where there is hardly any of it', () => {
    const whole = {
      text: CV_LINES.join(' '),
      pages: 2,
      picturePages: 0,
      confidences: [90],
      truncated: false,
    };
    expect(judgeQuality({ ...whole, recognisedCharacters: [400] }).reasons).toEqual([]);
    expect(judgeQuality({ ...whole, recognisedCharacters: [40] }).reasons).toEqual(['few_characters']);
  });

  it('stays unread where recognition is turned off', async () => {
    expect((await readDocument(await scanPdf())).outcome).toBe('needs_ocr');
    expect((await readDocument(savedFile('scanned.png'))).outcome).toBe('needs_ocr');
    const mixed = await readDocument(await scanPdf({ before: BEFORE }));
    expect(mixed.quality).toMatchObject({ grade: 'doubtful', reasons: ['few_characters', 'unread_pages'] });
  });
});
