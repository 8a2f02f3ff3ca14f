import { describe, expect, it } from 'vitest';
import { compareLayer } from '../../../src/documents/formats/pdf/compare-layer.js';
import { recognisePages } from '../../../src/documents/formats/pdf/recognise-pages.js';
import { createRecogniser } from '../../../src/documents/ocr/create-recogniser.js';
import { readDocument } from '../../../src/documents/read-document.js';
import { CV_LINES } from '../../fixtures/documents/cv-lines.js';
import { SAVED_LINES, scanPdf } from '../../fixtures/documents/saved-files.js';

const TIME = 120_000;
const KEYWORDS = [
  'sensory integration',
  'paediatrics, dementia',
  'reablement, wheelchair prescription',
  'hydrotherapy, orthotics',
  'vocational rehabilitation',
  'bariatric care',
  'palliative care, oncology',
];
/** Words that are shown nowhere. */
const MADE_UP = Array.from({ length: 400 }, (_, at) => `qz${1000 + at}x`);
const honest = [...SAVED_LINES.entries()];
/** With a wrong letter in each long word, as where another program recognised it, and its lines from the last to the first. */
const misread = honest
  .map(([line, text]) => [line, text.replace(/(?<=\b\w{2})\w(?=\w{3})/g, 'x')] as const)
  .reverse();
const lengthened = honest.map(([line, text]) => [line, `${text} ${KEYWORDS[line] ?? ''}`] as const);
const overlaid = [...honest, ...KEYWORDS.map((words, line) => [line, words] as const)];
const another = CV_LINES.slice(3, 10).map((text, line) => [line, text] as const);

describe('the layer of text that came with a scan', { timeout: 2 * TIME }, () => {
  it.each([
    ['says what the scan shows', { invisible: '' }, SAVED_LINES[3]],
    ['says it with mistakes and in another order', { invisible: '', says: misread }, 'Suxervised'],
    ['lies under the scan', { isUnder: true }, SAVED_LINES[3]],
  ])('is the text of a page where it %s', async (_, options, words) => {
    const { text, flags, quality } = await readDocument(await scanPdf(options), TIME);
    expect(text).toContain(words);
    expect({ flags, grade: quality.grade }).toEqual({ flags: [], grade: 'good' });
  });

  it.each([
    ['goes on where the scan is blank', { invisible: '', says: lengthened }, 'wheelchair prescription'],
    [
      'says more where the scan says something else',
      { invisible: '', says: overlaid },
      'wheelchair prescription',
    ],
    ['does so under the scan', { isUnder: true, says: overlaid }, 'wheelchair prescription'],
    ['is that of another document', { invisible: '', says: another }, 'minor adaptations'],
  ])('gives way to what was recognised where it %s', async (_, options, words) => {
    const { text, flags, quality, hiddenText } = await readDocument(await scanPdf(options), TIME);
    expect(text).toContain('acute stroke ward using the AMPS');
    expect(text).not.toContain(words);
    expect(hiddenText.join(' ')).toContain(words);
    expect(flags).toEqual(['hidden_text', 'recognised_text']);
    expect(quality).toMatchObject({ grade: 'doubtful', reasons: ['layer_differs'] });
  });

  it('is kept where recognition is turned off, and doubted, as it was not compared', async () => {
    const { text, flags, detail, quality } = await readDocument(
      await scanPdf({ invisible: '', says: overlaid }),
    );
    expect(text).toContain('wheelchair prescription');
    expect({ flags, detail }).toEqual({ flags: ['uncompared_layer'], detail: null });
    expect(quality).toMatchObject({ grade: 'doubtful', reasons: ['uncompared_layer'] });
  });

  it('is kept on pages that there was no time for, and another try is asked for', async () => {
    const { text, flags, detail } = await readDocument(await scanPdf({ invisible: '', scans: 2 }), 1);
    expect(text.match(/AMPS/g)).toHaveLength(2);
    expect(flags).toEqual(['uncompared_layer']);
    expect(detail).toContain('longer than is allowed');
  });
});

describe('of the layers of many pages', () => {
  const layers = [1, 2, 3, 4, 5].map((page) => ({
    ...{ page, pieces: [] },
    text: `${SAVED_LINES.join('\n')}${page === 4 ? '' : ' Leeds'}`,
  }));
  /** Says that every page shows this, and counts the pages. */
  const showing = (text: string) => {
    let pages = 0;
    return {
      ...createRecogniser(TIME),
      hasRoom: () => true,
      recognise: () => {
        pages += 1;
        return Promise.resolve({ text, confidence: 95, words: [] });
      },
      count: () => pages,
    };
  };

  it('the three longest are compared', async () => {
    const recogniser = showing(SAVED_LINES.join('\n'));
    const file = await scanPdf({ scans: 5 });
    const read = await recognisePages(file, { pictures: [], layers }, recogniser, []);
    expect([recogniser.count(), read.differs, read.uncompared]).toEqual([3, false, false]);
  });

  it('all are, once one of them says something else', async () => {
    const recogniser = showing(KEYWORDS.join('\n'));
    const placed = layers.map((layer) => ({
      ...layer,
      pieces: [[layer.text, 0.1, 0.95, 0.2, 0, 0, -0.01]] as const,
    }));
    const texts = layers.map(({ text }) => text);
    const read = await recognisePages(
      await scanPdf({ scans: 5 }),
      { pictures: [], layers: placed },
      recogniser,
      texts,
    );
    expect([recogniser.count(), read.differs]).toEqual([5, true]);
    expect(texts).toEqual(layers.map(() => KEYWORDS.join('\n')));
  });

  it('fifty pieces of each are kept as hidden', async () => {
    const words = MADE_UP.map((word) => `${word} hydrotherapy`);
    const pieces = words.map((text) => [text, 0.1, 0.95, 0.2, 0, 0, -0.01] as const);
    const scattered = { page: 1, text: words.join('\n'), pieces };
    const asked = { pictures: [], layers: [scattered] };
    const read = await recognisePages(await scanPdf(), asked, showing(KEYWORDS.join('\n')), []);
    expect(read.hidden).toEqual(MADE_UP.slice(0, 50));
  });
});

describe('comparing a layer with what a scan shows', () => {
  const drawing = { width: 100, height: 100, pixels: new Uint8Array(10_000).map((_, at) => at % 251) };
  const layer = (text: string) => ({ page: 1, text, pieces: [[text, 0.1, 0.5, 0.8, 0, 0, -0.02]] as const });
  const shown = { text: CV_LINES.join('\n'), confidence: 90, words: [] };

  it('is unclear where something is there that could not be read', () => {
    const more = `${CV_LINES.join('\n')}\n${KEYWORDS.join('\n')}`;
    const { verdict, extra } = compareLayer(layer(more), shown, drawing);
    expect(verdict).toBe('unclear');
    expect(extra.join(' ')).toContain('hydrotherapy, orthotics');
  });

  it('looks at words no more often than covers the page twenty times, each half as high as it', () => {
    let looks = 0;
    const blank = {
      ...{ width: 100, height: 100 },
      get pixels() {
        looks += 1;
        return new Uint8Array(10_000).fill(255);
      },
    };
    const pieces = MADE_UP.map((word) => [word, 0, 1, 1, 0, 0, -1] as const);
    expect(compareLayer({ page: 1, text: MADE_UP.join(' '), pieces }, shown, blank).verdict).toBe('differs');
    expect(looks).toBeLessThan(40);
  });

  it('minds neither accents nor lost blanks nor other alphabets', () => {
    const text = CV_LINES.join('\n')
      .replace('Robin', 'Róbin')
      .replaceAll('Occupational Therapist', 'OccupationalTherapist');
    const greek =
      'Εργοθεραπεία αποκατάσταση νοσοκομείο φροντίδα αξιολόγηση εμπειρία σπουδές κέντρο υγείας δεξιότητες';
    expect(compareLayer(layer(`${text}\n${greek}`), shown, drawing).verdict).toBe('same');
  });
});
