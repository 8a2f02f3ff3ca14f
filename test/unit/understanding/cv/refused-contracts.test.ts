import { describe, expect, it } from 'vitest';
import { explainMatch } from '../../../../src/matching/explain.js';
import { featuresOf } from '../../../../src/matching/features.js';
import { requirementOf } from '../../../../src/matching/requirement.js';
import { understandVacancy } from '../../../../src/understanding/understand-vacancy.js';
import { cvWith, quote, read, taxonomy } from './read-cv.js';

describe('contracts that somebody does not want', () => {
  it.each([
    ['Available in March. Not looking for a permanent post.', ['permanent']],
    ["I'm not interested in locum or bank work.", ['locum', 'bank']],
    ['I do not want agency work.', ['locum']],
    ['No bank shifts, please.', ['bank']],
    ["I won't take another fixed-term contract.", ['fixed_term']],
    ['I am currently not looking for locum work.', ['locum']],
    ['No longer looking for bank shifts at the moment.', ['bank']],
  ])('are read: %s', (words, contracts) => {
    const text = cvWith('Held a caseload after stroke.') + `\nAVAILABILITY\n${words}\n`;
    const { refused } = read(text).wishes;
    expect(refused?.contracts).toEqual(contracts);
    expect(words).toContain(quote(text, refused?.said ?? null));
  });

  it.each([
    'Not looking for a permanent manager’s chair, but for patients.',
    'No permanent harm came of it.',
    'The trust did not want agency staff on the ward.',
    'I did not take a permanent post until 2014.',
    'Looking for a permanent post.',
    'I do not want bank shifts at weekends.',
    'Not open to locum work outside Leeds.',
    'I would not consider permanent roles below Band 7.',
    'I am not looking for permanent work only; locum would suit me too.',
    'I am not only looking for locum work.',
  ])('are not made up: %s', (words) => {
    const text = cvWith('Held a caseload after stroke.') + `\nAVAILABILITY\n${words}\n`;
    expect(read(text).wishes.refused).toBeUndefined();
  });

  it('are not told by what was refused in a post', () => {
    const text = cvWith('The ward closed. No permanent post. The trust would not take agency work.');
    expect(read(text).wishes.refused).toBeUndefined();
  });

  it('take more off a post of that kind than a wish for another, with the words that say so', () => {
    const vacancyText = 'Occupational Therapist, Band 6\nPermanent, full time\nHold a stroke caseload.';
    const refusing = explained('Not looking for a permanent post.', vacancyText);
    const wishing = explained('I am looking for locum work.', vacancyText);
    expect(refusing.wishes).toMatchObject([
      { wish: 'refusal', met: 60, words: 'Does not want a contract that is: permanent' },
    ]);
    expect(refusing.wishes[0]?.evidence?.quote).toBe('Not looking for a permanent post.');
    expect(wishing.wishes).toMatchObject([{ wish: 'contract', met: 90 }]);
    expect(refusing.score.score).toBeLessThan(wishing.score.score);
  });

  it('cost nothing where the post is of another kind', () => {
    const locum = 'Occupational Therapist, Band 6\nLocum, full time\nHold a stroke caseload.';
    expect(explained('Not looking for a permanent post.', locum).wishes).toEqual([]);
  });
});

function explained(words: string, vacancyText: string) {
  const cvText = cvWith('Held a caseload after stroke.') + `\nAVAILABILITY\n${words}\n`;
  const profile = read(cvText);
  const reading = understandVacancy(vacancyText, taxonomy);
  const requirement = requirementOf(reading, {}, taxonomy);
  const features = featuresOf(profile, taxonomy);
  return explainMatch({ features, requirement, profile, cvText, reading, vacancyText, taxonomy });
}
