import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../src/documents/read-document.js';
import { boxFinder, type PageBox } from '../../../../src/documents/viewer/find-boxes.js';
import { placeText } from '../../../../src/documents/viewer/place-text.js';
import { CV_LINES } from '../../../fixtures/documents/cv-lines.js';
import { onePage, pdfStream, textLines } from '../../../fixtures/documents/pdf-file.js';
import { sampleCv } from '../../../fixtures/people.js';

const [WIDTH, HEIGHT] = [595, 842];

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

  it('are found nowhere on the page of a scan', async () => {
    const placed = await placeText(sampleCv('jean-castellano.pdf'));
    const find = boxFinder('Band 6 nurse', [{ page: 1, start: 0, end: 12 }], placed);
    expect(find({ start: 0, end: 6 })).toEqual([]);
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
