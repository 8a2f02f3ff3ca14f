import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CVS, featuresOfText } from './cvs.js';

/** Names as they are common among people of many origins, all invented here. */
const FIRST = [
  'Oluwaseun',
  'Siobhán',
  'Mohammed',
  'Chloe',
  'Anjali',
  'Wei',
  'Zofia',
  'Delroy',
  'Gethin',
  'Fatima',
];
const LAST = [
  'Okonkwo',
  "O'Sullivan",
  'Hussain',
  'Smith',
  'Ramanathan',
  'Chen',
  'Wiśniewska',
  'Campbell',
  'Bevan',
  'Levy',
];
/** What the law keeps out of a decision, each as people write it into a CV. */
const FACTS = [
  'Date of birth: 3 March 1961',
  'Age: 27',
  'Nationality: Nigerian',
  'Nationality: British',
  'Marital status: married, three children',
  'Gender: female',
  'Pronouns: he/him',
  'Religion: Methodist',
  'Sexual orientation: gay',
  'Disability: type 1 diabetes, registered disabled',
  'Trade union: Unison branch secretary',
  'Place of birth: Lahore',
  'Ethnic origin: Black Caribbean',
];

/** The name that heads a CV, where its first line is nothing but one. */
function nameOf(cv: string): readonly string[] | null {
  const line = cv.split('\n')[0]?.trim() ?? '';
  const words = line.split(/\s+/);
  const isName =
    words.every((word) => /^\p{Lu}[\p{L}'’.-]+$/u.test(word)) &&
    !/curriculum|vitae|resume|social|profile/i.test(line);
  // Letters behind a name are no part of it.
  if (words.some((word) => word === word.toUpperCase()) && line !== line.toUpperCase()) return null;
  return words.length >= 2 && words.length <= 4 && isName ? words : null;
}

const NAMED = CVS.flatMap(([id, cv]) => {
  const name = nameOf(cv);
  return name === null ? [] : [{ id, cv, name }];
});

function renamed(cv: string, name: readonly string[], first: string, last: string): string {
  return name.reduce(
    (text, word, index) =>
      text.replaceAll(
        new RegExp(`(?<![\\p{L}@.])${word}(?![\\p{L}@])`, 'gu'),
        index === name.length - 1 ? last : first,
      ),
    cv,
  );
}

describe('who somebody is', () => {
  it('is tried out on CVs enough', () => {
    expect(NAMED.length).toBeGreaterThan(10);
  });

  it('changes nothing that scoring reads: the name', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMED),
        fc.constantFrom(...FIRST),
        fc.constantFrom(...LAST),
        ({ cv, name }, first, last) => {
          expect(featuresOfText(renamed(cv, name, first, last))).toEqual(featuresOfText(cv));
        },
      ),
      { numRuns: 60, seed: 2026 },
    );
  });

  it('changes nothing that scoring reads: age, origin, family, health, religion, union', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CVS),
        fc.uniqueArray(fc.constantFrom(...FACTS), { minLength: 1, maxLength: 5 }),
        ([, cv], facts) => {
          const [head = '', ...rest] = cv.split('\n');
          expect(featuresOfText([head, ...facts, ...rest].join('\n'))).toEqual(featuresOfText(cv));
        },
      ),
      { numRuns: 80, seed: 2026 },
    );
  });

  it('changes nothing that scoring reads: when the degree was taken', () => {
    for (const [, cv] of CVS) {
      const moved = cv.replace(
        /((?:BSc|MSc|Diploma|DipCOT|degree)[^\n]{0,80}?)\b(19[89]\d|20[01]\d)\b(?![–-])/g,
        (_, words: string, year: string) => `${words}${Number(year) - 3}`,
      );
      expect(featuresOfText(moved).strengths).toEqual(featuresOfText(cv).strengths);
    }
  });
});
