import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../src/documents/read-document.js';
import { boxFinder } from '../../../../src/documents/viewer/find-boxes.js';
import { placeText } from '../../../../src/documents/viewer/place-text.js';
import type { PageBox } from '../../../../src/documents/viewer/placed-page.js';
import { CV_LINES } from '../../../fixtures/documents/cv-lines.js';
import { onePage, pdfStream, textLines } from '../../../fixtures/documents/pdf-file.js';
import { scanPdf } from '../../../fixtures/documents/saved-files.js';
import { sampleCv } from '../../../fixtures/people.js';

const [WIDTH, HEIGHT] = [595, 842];

/** Where a point of a sheet comes to lie that is turned clockwise about the point that scans are turned about. */
function turned(x: number, y: number, degrees: number): readonly [number, number] {
  const angle = (degrees * Math.PI) / 180;
  const [dx, dy] = [x - 297, y - 420];
  return [
    297 + dx * Math.cos(angle) - dy * Math.sin(angle),
    420 + dx * Math.sin(angle) + dy * Math.cos(angle),
  ];
}

/** Boxes of the first place where the words stand, as the text was read. */
async function boxesOf(bytes: Buffer, words: string): Promise<{ boxes: PageBox[]; found: number }> {
  const { text, pages } = await readDocument(bytes);
  const start = text.indexOf(words);
  expect(start).toBeGreaterThanOrEqual(0);
  const find = boxFinder(text, pages, await placeText(bytes));
  return { boxes: find({ start, end: start + words.length }), found: start };
}

describe('words of a PDF', () => {
  it('are found where they were drawn, and nothing beside them', async () => {
    const bytes = onePage(
      pdfStream(`${textLines(CV_LINES)}BT /F 10 Tf 300 100 Td (left Band 6 right) Tj ET\n`),
    );
    const { boxes } = await boxesOf(bytes, 'Band 6 right');
    expect(boxes).toHaveLength(1);
    const [box = null] = boxes;
    // "left " takes a quarter of the line, whose baseline is at 100 points.
    expect((box?.left ?? 0) * WIDTH).toBeGreaterThan(312);
    expect((box?.left ?? 0) * WIDTH).toBeLessThan(330);
    const bottom = ((box?.top ?? 0) + (box?.height ?? 0)) * HEIGHT;
    expect(HEIGHT - bottom).toBeGreaterThan(95);
    expect(HEIGHT - bottom).toBeLessThan(100);
    expect((box?.height ?? 0) * HEIGHT).toBeCloseTo(10, 0);
  });

  it('have a box on each line that they go over', async () => {
    const lines = `${textLines(CV_LINES)}BT /F 10 Tf 72 120 Td (led the splint) Tj 0 -14 Td (clinic weekly) Tj ET\n`;
    const { boxes } = await boxesOf(onePage(pdfStream(lines)), 'the splint\nclinic');
    expect(boxes).toHaveLength(2);
    expect(boxes[1]?.top).toBeGreaterThan(boxes[0]?.top ?? 1);
    expect((boxes[1]?.left ?? 0) * WIDTH).toBeCloseTo(72, 0);
  });

  it('that were hyphenated at the end of a line are found on both', async () => {
    const lines = `${textLines(CV_LINES)}BT /F 10 Tf 72 120 Td (upper limb rehabilita-) Tj 0 -14 Td (tion weekly) Tj ET\n`;
    const { boxes } = await boxesOf(onePage(pdfStream(lines)), 'rehabilitation');
    expect(boxes).toHaveLength(2);
  });

  it('are found on a page that is turned, as it is shown', async () => {
    const { boxes } = await boxesOf(
      onePage(pdfStream(`${textLines(CV_LINES)}BT /F 10 Tf 300 100 Td (Band 6 post) Tj ET\n`), {
        page: '/Rotate 90',
      }),
      'Band 6 post',
    );
    const [box = null] = boxes;
    // Turned clockwise: up the page is to the right, and what was drawn to the right goes down.
    expect((box?.left ?? 0) * HEIGHT).toBeCloseTo(100 - 2.2, 0);
    expect((box?.top ?? 0) * WIDTH).toBeCloseTo(300, 0);
    expect((box?.height ?? 0) * WIDTH).toBeGreaterThan((box?.width ?? 0) * HEIGHT);
  });

  it('that stand twice are told apart', async () => {
    const twice = textLines([...CV_LINES, 'Band 6, Leeds', 'Some other work', 'Band 6, York'], 72, 770, 11);
    const bytes = onePage(pdfStream(twice));
    const { text, pages } = await readDocument(bytes);
    const find = boxFinder(text, pages, await placeText(bytes));
    const tops = [text.indexOf('Band 6, Leeds'), text.indexOf('Band 6, York')].map(
      (start) => find({ start, end: start + 6 })[0]?.top ?? 0,
    );
    expect(tops[1]).toBeGreaterThan(tops[0] ?? 1);
  });

  it('that are not on a page have no place', async () => {
    const placed = await placeText(sampleCv('jean-castellano.pdf'));
    const find = boxFinder('Band 6 nurse', [{ page: 1, start: 0, end: 12 }], placed);
    expect(find({ start: 0, end: 6 })).toEqual([]);
  });

  it.each([
    ['level', 0],
    ['askew', 1.5],
    ['upside down', 180],
  ])('of a scan that lies %s are found where they are seen', { timeout: 120_000 }, async (_, askew) => {
    const bytes = await scanPdf({ askew });
    const { text, pages, recognisedWords } = await readDocument(bytes, 60_000);
    const find = boxFinder(text, pages, await placeText(bytes), recognisedWords);
    const middles = ['Jane', 'Leeds'].map((word) => {
      const start = text.indexOf(word);
      const [box = null] = find({ start, end: start + word.length });
      return box && [(box.left + box.width / 2) * WIDTH, (box.top + box.height / 2) * HEIGHT];
    });
    // Measured in the scan, in its pixels, and turned with the sheet about the same point.
    const expected = [
      [168.5, 113.5],
      [637, 406],
    ].map(([x = 0, y = 0]) => turned((x * WIDTH) / 1241, (y * WIDTH) / 1241, askew));
    for (const [index, middle] of middles.entries())
      for (const axis of [0, 1])
        expect(Math.abs((middle?.[axis] ?? 0) - (expected[index]?.[axis] ?? 0))).toBeLessThan(5);
  });

  it('of a scanned sample are all found, and make up lines', { timeout: 120_000 }, async () => {
    const bytes = sampleCv('jean-castellano.pdf');
    const { text, pages, recognisedWords } = await readDocument(bytes, 60_000);
    const find = boxFinder(text, pages, await placeText(bytes), recognisedWords);
    const words = [...text.matchAll(/[\p{L}\p{N}]{3,}/gu)];
    const lost = words.filter(
      ({ index, 0: word }) => find({ start: index, end: index + word.length }).length === 0,
    );
    expect(lost.length).toBeLessThan(0.02 * words.length);
    const line = text.split('\n').find((one) => one.length > 60 && !one.includes('\t')) ?? '';
    const start = text.indexOf(line);
    // The sheet lies askew, so that a line may come in two pieces.
    const boxes = find({ start, end: start + line.length });
    expect(boxes.length).toBeLessThan(3);
    expect(boxes.reduce((sum, { width }) => sum + width, 0)).toBeGreaterThan(0.6);
  });

  it.each(['helen-abernethy.pdf', 'leah-wooldridge.pdf', 'rhiannon-pugh.pdf', 'amara-okafor.pdf'])(
    'are all found in the sample %s',
    async (name) => {
      const bytes = sampleCv(name);
      const { text, pages } = await readDocument(bytes);
      const find = boxFinder(text, pages, await placeText(bytes));
      const words = [...text.matchAll(/[\p{L}\p{N}]{3,}/gu)];
      const lost = words.filter(
        ({ index, 0: word }) => find({ start: index, end: index + word.length }).length === 0,
      );
      expect(lost.map(([word]) => word)).toEqual([]);
      expect(words.length).toBeGreaterThan(100);
    },
  );
});
