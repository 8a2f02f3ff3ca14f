import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureInvariance } from '../../../src/fairness/measure-invariance.js';
import {
  FACTS,
  FIRST_NAMES,
  LAST_NAMES,
  nameAtHead,
  renamed,
  TOLD,
  withEarlierDegree,
  withFacts,
  withOtherPronouns,
  withSentences,
} from '../../../src/fairness/who-somebody-is.js';
import { CVS, featuresOfText } from './cvs.js';

const NAMED = CVS.flatMap(([id, cv]) => {
  const name = nameAtHead(cv);
  return name === null ? [] : [{ id, cv, name }];
});

describe('who somebody is', () => {
  it('is tried out on CVs enough', () => {
    expect(NAMED.length).toBeGreaterThan(10);
  });

  it('changes nothing that scoring reads: the name', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMED),
        fc.constantFrom(...FIRST_NAMES),
        fc.constantFrom(...LAST_NAMES),
        ({ cv, name }, first, last) => {
          expect(featuresOfText(renamed(cv, name, first, last))).toEqual(featuresOfText(cv));
        },
      ),
      { numRuns: 30, seed: 2026 },
    );
  });

  it('changes nothing that scoring reads: age, origin, family, health, religion, union', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CVS),
        fc.uniqueArray(fc.constantFrom(...Object.values(FACTS).flat()), { minLength: 1, maxLength: 5 }),
        ([, cv], facts) => {
          expect(featuresOfText(withFacts(cv, facts))).toEqual(featuresOfText(cv));
        },
      ),
      { numRuns: 40, seed: 2026 },
    );
  });

  it('changes nothing that scoring reads: the same told in sentences', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CVS),
        fc.uniqueArray(fc.constantFrom(...TOLD), { minLength: 1, maxLength: 3 }),
        ([id, cv], told) => {
          expect(featuresOfText(withSentences(cv, told)), id).toEqual(featuresOfText(cv));
        },
      ),
      { numRuns: 30, seed: 2026 },
    );
  });

  it('changes nothing that scoring reads: she or he, and how somebody is addressed', () => {
    for (const [id, cv] of CVS) {
      const other = withOtherPronouns(cv);
      if (other !== cv) expect(featuresOfText(other), id).toEqual(featuresOfText(cv));
    }
  });

  it('changes nothing that scoring reads: when the degree was taken', () => {
    for (const [, cv] of CVS) {
      expect(featuresOfText(withEarlierDegree(cv))).toEqual(featuresOfText(cv));
    }
  });

  it('is measured by changing it, and a reader that looks at it is found out', async () => {
    const texts = CVS.slice(0, 6).map(([cv, text]) => ({ cv, text }));
    const blind = await measureInvariance(texts, (text) => featuresOfText(text));
    expect(blind.cvs).toBe(6);
    for (const { characteristic, tried, changed } of blind.lines) {
      expect(tried, characteristic).toBeGreaterThan(0);
      expect(changed, characteristic).toBe(0);
    }
    const biased = await measureInvariance(texts, (text) => /Nationality: Nigerian/.test(text));
    expect(biased.lines.filter(({ changed }) => changed > 0)).toEqual([
      { characteristic: 'origin', tried: 6, changed: 6, examples: texts.map(({ cv }) => cv) },
    ]);
  });
});
