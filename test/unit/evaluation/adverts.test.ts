import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { understandVacancy } from '../../../src/understanding/understand-vacancy.js';
import { maskBandAndPay } from '../../evaluation/adverts/mask-band-and-pay.js';
import { measureAdverts } from '../../evaluation/adverts/measure-adverts.js';
import { printAdvertFigures } from '../../evaluation/adverts/print-advert-figures.js';
import { pastedText, readAdverts } from '../../evaluation/adverts/read-adverts.js';

const folder = mkdtempSync(join(tmpdir(), 'adverts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'adverts.jsonl');
const rows = [
  {
    id: 'a',
    title: 'Occupational Therapist Band 6',
    employer: 'Wolds NHS Trust',
    salary: '£39,959 - £48,117 per annum',
    band: '6',
    stage: 'senior_specialist',
    postcode: 'YO1 1AA',
    employmentType: 'FULL_TIME',
    text: 'A rotational post with preceptorship for a newly qualified therapist.',
  },
  { id: 'b', title: 'Therapy Assistant', salary: null, stage: 'support_worker', text: 'Band 3. Support us.' },
  { id: 'c', title: 'Occupational Therapist', band: null, stage: null, text: 'Come and join us.' },
];
writeFileSync(file, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n\n`);

describe('measuring adverts', () => {
  const taxonomy = loadTaxonomy();
  const understand = (text: string) => understandVacancy(text, taxonomy);
  const adverts = readAdverts(file);

  it('counts those whose stage is known, even and odd positions apart', () => {
    const figures = measureAdverts(adverts, false, understand);
    expect(figures).toMatchObject({ count: 2, exact: 1, within1: 1, withoutStage: 1, missed: [] });
    expect([figures.even.count, figures.odd.count]).toEqual([1, 1]);
  });

  it('names what was missed once band and pay are masked', () => {
    const figures = measureAdverts(adverts, true, understand);
    expect(figures.masked).toBe(true);
    expect(figures.exact).toBe(0.5);
    expect(figures.missed).toEqual([
      {
        id: 'a',
        title: 'Occupational Therapist Band 6',
        truth: 'senior_specialist',
        read: 'occupational_therapist',
      },
    ]);
    expect(printAdvertFigures('own', figures)).toMatch(/Stage exact +0\.500 +0\.000 +1\.000/);
  });

  it('shows the program no band and no pay once they are masked', () => {
    for (const advert of adverts) {
      const reading = understand(pastedText(advert, maskBandAndPay));
      expect([reading.band.value, reading.pay.value]).toEqual([null, null]);
    }
    expect(pastedText(adverts[0] as (typeof adverts)[0], null)).toContain('£39,959');
  });

  it('says which line is no advert', () => {
    const broken = join(folder, 'broken.jsonl');
    writeFileSync(broken, '{"id":"a","title":"OT","text":"Work."}\n{"id":"b"}\n');
    expect(() => readAdverts(broken)).toThrow(/broken\.jsonl:2 is not an advert/);
  });
});
