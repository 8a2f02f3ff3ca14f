import { describe, expect, it } from 'vitest';
import { joinOverBreaks } from '../../../../src/documents/normalise/join-over-breaks.js';
import { setAsideFurniture } from '../../../../src/documents/normalise/set-aside-furniture.js';
import { readDocument } from '../../../../src/documents/read-document.js';
import { boxFinder } from '../../../../src/documents/viewer/find-boxes.js';
import { placeText } from '../../../../src/documents/viewer/place-text.js';
import { CV_LINES } from '../../../fixtures/documents/cv-lines.js';
import { severalPages, textLines } from '../../../fixtures/documents/pdf-file.js';

const FIRST = 'Jane Smith\nOccupational Therapist\nExperience\nCompleted home visits and';
const SECOND = 'equipment assessments on the ward\nSupervised a student';
const THIRD = 'and two assistants\nEducation\nBSc (Hons), 2019';

describe('what stands on every page', () => {
  it.each([
    ['Page 1 of 2', 'Page 2 of 2'],
    ['1', '2'],
    ['- 1 -', '- 2 -'],
    ['1/2', '2/2'],
    ['1 | Page', '2 | Page'],
  ])('is set aside where it is the number of the page: %s', (one, two) => {
    expect(setAsideFurniture([`${FIRST}\n${one}`, `${SECOND}\n${two}`])).toEqual([FIRST, SECOND]);
  });

  it('is kept once on three pages, where the first has it', () => {
    const line = (page: number): string => `Jane Smith CV Page ${page} of 3`;
    expect(
      setAsideFurniture([`${line(1)}\n${FIRST}`, `${line(2)}\n${SECOND}`, `${line(3)}\n${THIRD}`]),
    ).toEqual([`${line(1)}\n${FIRST}`, SECOND, THIRD]);
  });

  it('is set aside on the second of two pages, where it says only what the first page says', () => {
    expect(setAsideFurniture([FIRST, `Jane Smith CV Page 2 of 2\n\n${SECOND}`])).toEqual([FIRST, SECOND]);
    expect(setAsideFurniture([FIRST, `Jane Smith\n${SECOND}`])).toEqual([FIRST, SECOND]);
  });

  it('is kept once where only later pages say it', () => {
    const contact = 'jane.smith@example.org | 07700 900123';
    expect(setAsideFurniture([FIRST, `${SECOND}\n${contact}`, `${THIRD}\n${contact}`])).toEqual([
      FIRST,
      `${SECOND}\n${contact}`,
      THIRD,
    ]);
  });

  it.each([
    'Experience (continued)',
    'Key duties',
    'Key duties and responsibilities:',
    '2019 - 2021',
    'Band 6 Occupational Therapist',
    'Ward 2',
  ])('is told from a heading that comes again: %s', (heading) => {
    const pages = [FIRST, `${heading}\n${SECOND}`, `${heading}\n${THIRD}`];
    expect(setAsideFurniture(pages)).toEqual(pages);
    const two = [`${FIRST}\n${heading}`, `${SECOND}\n${heading}`];
    expect(setAsideFurniture(two)).toEqual(two);
  });

  it('is told from what stands further in', () => {
    const pages = [FIRST, `Rotations\nJane Smith\n${SECOND}`, `Duties\nJane Smith\n${THIRD}`];
    expect(setAsideFurniture(pages)).toEqual(pages);
  });

  it('is nothing in a document of one page', () => {
    expect(setAsideFurniture([`${FIRST}\nPage 1 of 1`])).toEqual([`${FIRST}\nPage 1 of 1`]);
  });
});

describe('a word that goes over the break of a page', () => {
  it('is joined on the page where it begins', () => {
    expect(joinOverBreaks(['upper limb rehabilita-', 'tion of adults\nEnd'])).toEqual([
      'upper limb rehabilitation',
      'of adults\nEnd',
    ]);
    expect(joinOverBreaks(['one in self-', 'care'])).toEqual(['one in self-care', '']);
  });

  it('is told from two that are not one', () => {
    const pages = ['Duties -', 'managing a caseload'];
    expect(joinOverBreaks(pages)).toEqual(pages);
  });

  it('is found on its page, with everything around it, though running lines were set aside', async () => {
    const lines = [...CV_LINES, 'Led upper limb rehabilita-'];
    const running = (page: number): string => textLines([`Robin Sample CV, page ${page} of 2`], 72, 820, 9);
    const bytes = severalPages([
      running(1) + textLines(lines),
      running(2) + textLines(['tion of adults', 'Ran the splinting clinic']),
    ]);
    const { text, pages } = await readDocument(bytes);
    expect(text).toContain('Led upper limb rehabilitation\nof adults\nRan the splinting clinic');
    expect(pages.map(({ start, end }) => text.slice(start, end).split('\n')[0])).toEqual([
      'Robin Sample CV, page 1 of 2',
      'of adults',
    ]);
    const find = boxFinder(text, pages, await placeText(bytes));
    const lost = [...text.matchAll(/[\p{L}\p{N}]+/gu)].filter(
      ({ index, 0: word }) => find({ start: index, end: index + word.length }).length === 0,
    );
    expect(lost.map(([word]) => word)).toEqual([]);
  });
});
