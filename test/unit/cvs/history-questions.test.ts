import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { historyQuestions } from '../../../src/cvs/history-questions.js';
import { projectRoot } from '../../../src/project-root.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../../src/understanding/understand-cv.js';

const CV = `Morgan Ashby
HCPC registered OT104233

Employment

Occupational Therapist, Band 6, Fellmere Hospitals NHS Foundation Trust
March 2021 – present
- Stroke unit

Bank Occupational Therapist, Wolds Community NHS Trust
January 2022 – present
- Weekends

Occupational Therapist, Band 5, Harrow Vale NHS Trust
June 2016 – August 2019
- Rotations`;

const asked = (cv: string) => historyQuestions(understandCv(cv, loadTaxonomy()), cv);
const of = (kind: string, cv = CV) => asked(cv).filter((question) => question.kind === kind);

describe('an employment history', () => {
  it('is asked about the months that it says nothing about', () => {
    expect(of('gap')).toEqual([
      expect.objectContaining({ from: { year: 2019, month: 9 }, to: { year: 2021, month: 2 } }),
    ]);
    expect(of('gap')[0]?.question).toContain('September 2019 to February 2021');
  });

  it('is asked about posts held side by side', () => {
    expect(of('overlap')).toEqual([
      expect.objectContaining({ from: { year: 2022, month: 1 }, to: 'present' }),
    ]);
    expect(of('overlap')[0]?.question).toMatch(/Fellmere.*Wolds/);
  });

  it('is not asked about a month between two posts, nor about years that touch', () => {
    expect(of('gap', CV.replace('August 2019', 'January 2021'))).toEqual([]);
    expect(of('gap', CV.replace('June 2016 – August 2019', '2016 – 2021'))).toEqual([]);
    expect(of('overlap', CV.replace('June 2016 – August 2019', '2016 – 2021'))).toHaveLength(1);
  });

  it('is asked in words that give no reason for the time away', () => {
    for (const { question } of asked(CV)) expect(question).not.toMatch(/why|ill|family|child|health/i);
  });
});

describe('the layer that scores', () => {
  it('reads nothing of these questions', () => {
    for (const layer of ['matching', 'understanding', 'taxonomy']) {
      const folder = join(projectRoot, 'src', layer);
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!name.endsWith('.ts')) continue;
        expect(readFileSync(join(folder, name), 'utf8'), name).not.toMatch(/from '[./]*\/cvs\//);
      }
    }
  });
});
