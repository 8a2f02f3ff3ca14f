import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../../../src/understanding/understand-cv.js';

const taxonomy = loadTaxonomy();

function socialCareIn(employer: string, sentence: string): readonly string[] {
  const cv = `Sam Field\n\nExperience\nOccupational Therapist, Band 6, ${employer}\nMarch 2021 to present\n- ${sentence}`;
  return understandCv(cv, taxonomy)
    .mentions.filter(({ conceptId, span }) => {
      return conceptId === 'spec.adult_social_care' && span.start >= cv.indexOf(sentence);
    })
    .map(({ assertion }) => assertion);
}

describe('a council named in the text of a post', () => {
  it('is a partner where a post of the NHS works with it', () => {
    const sentence = "Equipment for home and school with the council's occupational therapist.";
    expect(socialCareIn('Fellmere Hospitals NHS Trust', sentence)).toEqual(['other_person']);
  });

  it('is the place of work in a post of the council', () => {
    const sentence = 'Duty and assessments with the council, adult social care.';
    expect(socialCareIn('Harrowby County Council', sentence)).not.toContain('other_person');
  });
});
