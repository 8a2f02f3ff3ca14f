import { describe, expect, it } from 'vitest';
import { withoutWrong } from '../../../src/candidate-side/compose-statements.js';
import { featuresOf } from '../../../src/matching/features.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../../src/understanding/understand-cv.js';

const CV = 'Jo Field\nOccupational Therapist\n\nI hold a full UK driving licence.\n';
const taxonomy = loadTaxonomy();
const driverBy = (text: string, wrong: readonly string[]): string =>
  featuresOf(withoutWrong(understandCv(text, taxonomy), new Set(wrong), CV.length), taxonomy).driver;

describe('what was read wrongly', () => {
  it('speaks neither for the person nor against them', () => {
    expect(driverBy(CV, [])).toBe('yes');
    expect(driverBy(CV, ['reg.driving'])).toBe('not_evidenced');
  });

  it('leaves what the person has stated since', () => {
    expect(driverBy(`${CV}I hold a full UK driving licence.\n`, ['reg.driving'])).toBe('yes');
  });
});
