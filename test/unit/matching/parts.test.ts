import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjacentTo } from '../../../src/matching/adjacent-concepts.js';
import { categoryWeightsFor } from '../../../src/matching/category-weights.js';
import { rarityOfConcept } from '../../../src/matching/concept-rarity.js';
import { combine } from '../../../src/matching/reverse-fit.js';
import { shareOut } from '../../../src/matching/share-out.js';
import { stageFit } from '../../../src/matching/stage-fit.js';
import { rarityOfStem, wordingOf } from '../../../src/matching/wording.js';
import { STAGES } from '../../../src/taxonomy/concept.js';
import { versionKey, versions } from '../../../src/versions.js';
import { taxonomy } from './people.js';

describe('points shared out', () => {
  it('add up to the whole and stay within one of their proportion', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.array(fc.nat(1_000_000), { minLength: 1 }), (total, parts) => {
        const shares = shareOut(total, parts);
        const whole = parts.reduce((sum, part) => sum + part, 0);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(whole === 0 ? 0 : total);
        shares.forEach((share, i) => {
          if (whole > 0) expect(Math.abs(share - (total * (parts[i] ?? 0)) / whole)).toBeLessThan(1);
        });
      }),
    );
  });
});

describe('the fit of stages', () => {
  it('is full at the post’s own stage and falls with every step', () => {
    for (const post of STAGES) {
      expect(stageFit(post, { stage: post })).toBe(100);
      for (const person of STAGES) {
        if (person !== post) expect(stageFit(person, { stage: post })).toBeLessThan(100);
      }
    }
  });

  it('forgives one step too low more than one too high, and two steps hardly', () => {
    expect(stageFit('occupational_therapist', { stage: 'senior_specialist' })).toBeGreaterThan(
      stageFit('advanced', { stage: 'senior_specialist' }),
    );
    expect(stageFit('consultant', { stage: 'senior_specialist' })).toBeLessThan(20);
    expect(stageFit('occupational_therapist', { stage: 'advanced' })).toBeLessThan(10);
  });

  it('lets whoever stands where a post grows to come behind those it is made for, and before all others', () => {
    const post = { stage: 'occupational_therapist', growsTo: 'senior_specialist' } as const;
    expect(stageFit('occupational_therapist', post)).toBe(100);
    expect(stageFit('senior_specialist', post)).toBe(85);
    expect(stageFit('advanced', post)).toBe(stageFit('advanced', { stage: 'occupational_therapist' }));
    expect(stageFit('support_worker', post)).toBe(
      stageFit('support_worker', { stage: 'occupational_therapist' }),
    );
  });
});

describe('combining fit and reverse fit', () => {
  it('is the harmonic mean of the fit and of the part of it that is wanted', () => {
    // f = 8,000, half of it wanted: 2 · 8,000 · 4,000 / 12,000 = 5,333.
    expect(combine(8_000, 5_000)).toBe(5_333);
    expect(combine(8_000, 10_000)).toBe(8_000);
    expect(combine(8_000, 0)).toBe(0);
  });
});

describe('category weights', () => {
  it.each([...STAGES, null])('add up to 100 for %s', (stage) => {
    expect(Object.values(categoryWeightsFor(stage)).reduce((sum, weight) => sum + weight, 0)).toBe(100);
  });
});

describe('adjacent concepts', () => {
  it('are in the taxonomy, carry over both ways, and never count in full', () => {
    for (const id of taxonomy.concepts.keys()) {
      for (const { conceptId, share } of adjacentTo(id)) {
        expect(taxonomy.concepts.has(conceptId)).toBe(true);
        expect(share).toBeGreaterThan(0);
        expect(share).toBeLessThan(100);
        if (!conceptId.startsWith('reg.')) {
          expect(adjacentTo(conceptId)).toContainEqual({ conceptId: id, share });
        }
      }
    }
    expect(adjacentTo('spec.stroke').map(({ conceptId }) => conceptId)).toContain('spec.neuro');
  });

  it('takes the register for a degree, and no degree for the register', () => {
    expect(adjacentTo('qual.ot_degree_bsc').map(({ conceptId }) => conceptId)).toContain('reg.hcpc');
    expect(adjacentTo('reg.hcpc')).toEqual([]);
  });
});

describe('rarity', () => {
  it('gives what every therapist has next to no weight, and what few have all of it', () => {
    expect(rarityOfConcept('qual.ot_degree_bsc')).toBeLessThan(10);
    expect(rarityOfConcept('spec.community')).toBeLessThan(rarityOfConcept('spec.stroke'));
    expect(rarityOfConcept('spec.perinatal')).toBe(100);
  });

  it('of a word falls with the number of texts that hold it, and is none for the commonest', () => {
    const background = {
      documents: 100,
      frequency: new Map(Object.entries({ work: 90, ward: 40, splint: 4 })),
    };
    expect(rarityOfStem('work', background)).toBe(0);
    expect(rarityOfStem('ward', background)).toBe(Math.round(10 * Math.log(101 / 41)));
    expect(rarityOfStem('splint', background)).toBeGreaterThan(rarityOfStem('ward', background));
    expect(rarityOfStem('unheard-of', background)).toBe(0);
  });

  it('does not depend on the people at hand, and a word in two sentences counts once', () => {
    const background = { documents: 100, frequency: new Map(Object.entries({ ward: 40, splint: 4 })) };
    const sentence = { span: { start: 0, end: 1 }, stems: ['fellmere', 'splint', 'ward'] };
    const wording = wordingOf(
      [
        { ...sentence, importance: 'context' },
        { ...sentence, importance: 'must' },
      ],
      background,
    );
    expect(wording.map(({ stem }) => stem)).toEqual(['splint', 'ward']);
    expect(wording).toEqual(wordingOf([{ ...sentence, importance: 'must' }], background));
  });
});

describe('versions', () => {
  it('are four, and their key differs when any of them does', () => {
    const now = versions(taxonomy);
    expect(Object.keys(now)).toEqual(['extractor', 'taxonomy', 'understanding', 'rules']);
    for (const name of Object.keys(now)) {
      expect(versionKey({ ...now, [name]: 'other' })).not.toBe(versionKey(now));
    }
  });
});
