import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CVS, featuresOfText, scoresOf } from './cvs.js';

const IDLE = [
  'On Sundays the allotment takes up most of the day, and the tomatoes were better than last summer.',
  'The weather in the hills was poor in spring, and the long railway journey took seven hours with two changes.',
  'My favourite film is an old comedy about a lighthouse, a goat and a lost parcel.',
];
const KEYWORDS = [
  'stroke',
  'Disabled Facilities Grant',
  'team leadership',
  'splinting',
  'forensic',
  'Care Act',
];

describe('padding', () => {
  it('with paragraphs about something else never raises a score', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CVS), fc.constantFrom(...IDLE), ([, cv], paragraph) => {
        const before = scoresOf(featuresOfText(cv));
        const after = scoresOf(featuresOfText(`${cv}\n\n${paragraph}\n`));
        after.forEach((score, index) => expect(score).toBeLessThanOrEqual(before[index] ?? 0));
      }),
      { numRuns: 60, seed: 2026 },
    );
  });

  it('with a keyword five hundred times is worth no more than with it once', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CVS), fc.constantFrom(...KEYWORDS), ([, cv], keyword) => {
        const with_ = (count: number) =>
          scoresOf(featuresOfText(`${cv}\n\nSkills\n${Array<string>(count).fill(keyword).join(', ')}\n`));
        const once = with_(1);
        with_(500).forEach((score, index) => expect(score).toBeLessThanOrEqual(once[index] ?? 0));
      }),
      { numRuns: 30, seed: 2026 },
    );
  });
});
