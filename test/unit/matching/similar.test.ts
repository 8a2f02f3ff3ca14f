import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Features } from '../../../src/matching/features.js';
import { createRankingIndex } from '../../../src/matching/ranking-index.js';
import { requirementOf } from '../../../src/matching/requirement.js';
import {
  LIKENESS_CATEGORIES,
  likenessOf,
  traitsOfPerson,
  traitsOfVacancy,
} from '../../../src/matching/similar-traits.js';
import { SECTORS, STAGES } from '../../../src/taxonomy/concept.js';
import { understandVacancy } from '../../../src/understanding/understand-vacancy.js';
import { ASSISTANT_POST, STROKE_POST, taxonomy } from './people.js';

const CONCEPTS = [...taxonomy.concepts.keys()].filter((_, n) => n % 9 === 0);
const NOBODY: Features = {
  strengths: {},
  stage: Object.fromEntries(STAGES.map((stage) => [stage, 0])) as Features['stage'],
  occupationalTherapy: true,
  registration: 'registered',
  driver: 'not_evidenced',
  sectors: {},
  stems: [],
  wants: { concepts: [], sectors: [], stages: [], contracts: [] },
};
const person: fc.Arbitrary<Features> = fc.record({
  strengths: fc.dictionary(fc.constantFrom(...CONCEPTS), fc.integer({ min: 1, max: 100 }), { maxKeys: 30 }),
  stage: fc
    .array(fc.nat(100), { minLength: 5, maxLength: 5 })
    .map((shares) => Object.fromEntries(STAGES.map((name, i) => [name, shares[i]])) as Features['stage']),
  occupationalTherapy: fc.boolean(),
  registration: fc.constant(NOBODY.registration),
  driver: fc.constant(NOBODY.driver),
  sectors: fc.dictionary(fc.constantFrom(...SECTORS), fc.integer({ min: 1, max: 100 })),
  stems: fc.constant([]),
  wants: fc.constant(NOBODY.wants),
});
const traits = (features: Partial<Features>) => traitsOfPerson({ ...NOBODY, ...features }, taxonomy);
const id = (n: number): string => `0199a0a0-0000-7000-8000-${String(n).padStart(12, '0')}`;

describe('likeness', () => {
  it('is the same both ways, full with oneself, and adds up from its terms', () => {
    fc.assert(
      fc.property(person, person, (a, b) => {
        const [one, other] = [traits(a), traits(b)];
        const there = likenessOf(one, other);
        expect(there).toEqual(likenessOf(other, one));
        expect(there.similarity).toBeGreaterThanOrEqual(0);
        expect(there.similarity).toBeLessThanOrEqual(10_000);
        expect(there.shared.reduce((sum, { points }) => sum + points, 0)).toBe(there.similarity);
        const weights = there.categories.reduce((sum, { weight }) => sum + weight, 0);
        const weighted = there.categories.reduce((sum, { weight, score }) => sum + weight * score, 0);
        expect(there.similarity).toBe(weights === 0 ? 0 : Math.floor(weighted / weights));
        if (likenessOf(one, one).categories.some(({ weight }) => weight > 0))
          expect(likenessOf(one, one).similarity).toBe(10_000);
      }),
    );
  });

  it('counts what few show for more than what everybody shows', () => {
    const base = { 'duty.mdt_working': 80, 'duty.splinting': 80 };
    const common = likenessOf(traits({ strengths: base }), traits({ strengths: { 'duty.mdt_working': 80 } }));
    const rare = likenessOf(traits({ strengths: base }), traits({ strengths: { 'duty.splinting': 80 } }));
    expect(rare.similarity).toBeGreaterThan(common.similarity);
  });

  it('falls with the strength, the stage and the sector that are not shared', () => {
    const me = traits({
      strengths: { 'duty.splinting': 90 },
      stage: { ...NOBODY.stage, senior_specialist: 100 },
      sectors: { nhs: 90 },
    });
    const twin = likenessOf(me, me).similarity;
    const weaker = likenessOf(
      me,
      traits({
        strengths: { 'duty.splinting': 40 },
        stage: { ...NOBODY.stage, senior_specialist: 100 },
        sectors: { nhs: 90 },
      }),
    );
    expect(weaker.similarity).toBeLessThan(twin);
    expect(likenessOf(me, traits({ strengths: { 'duty.splinting': 90 } })).similarity).toBeLessThan(twin);
  });

  it('drops a category in which neither has anything, and is nothing between two that say nothing', () => {
    const alike = likenessOf(
      traits({ strengths: { 'duty.splinting': 90 } }),
      traits({ strengths: { 'duty.splinting': 90 } }),
    );
    expect(alike.similarity).toBe(10_000);
    expect(alike.categories.filter(({ weight }) => weight > 0).map(({ category }) => category)).toEqual([
      'duties',
    ]);
    expect(likenessOf(traits({}), traits({})).similarity).toBe(0);
    expect(alike.categories.map(({ category }) => category)).toEqual([...LIKENESS_CATEGORIES]);
  });

  it('of a post is greater to a post of the same field and stage than to an assistant’s', () => {
    const post = (text: string) =>
      traitsOfVacancy(requirementOf(understandVacancy(text, taxonomy), {}, taxonomy), taxonomy);
    const stroke = post(STROKE_POST);
    const sister = post(STROKE_POST.replace('Carlisle CA2 7HY', 'Penrith').replace('- splinting\n', ''));
    const near = likenessOf(stroke, sister);
    expect(near.similarity).toBeGreaterThan(likenessOf(stroke, post(ASSISTANT_POST)).similarity);
    expect(near.shared.some(({ trait }) => trait === 'spec.stroke')).toBe(true);
  });
});

describe('the people most like somebody', () => {
  it('are found in the index as if everybody had been compared', () => {
    fc.assert(
      fc.property(
        fc.array(person, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 10 }),
        (people, limit) => {
          const index = createRankingIndex(taxonomy);
          people.forEach((features, n) => index.set(id(n), features));
          const me = traitsOfPerson(people[0] ?? NOBODY, taxonomy);
          const expected = people
            .map((features, n) => ({
              candidateId: id(n),
              similarity: likenessOf(me, traitsOfPerson(features, taxonomy)).similarity,
            }))
            .slice(1)
            .sort((a, b) => b.similarity - a.similarity || (a.candidateId < b.candidateId ? -1 : 1))
            .slice(0, limit);
          expect(index.similarTo(me, { limit, except: id(0) })).toEqual(expected);
        },
      ),
    );
  });

  it('are found among replaced and removed people too', () => {
    const index = createRankingIndex(taxonomy);
    const splinting = { ...NOBODY, strengths: { 'duty.splinting': 80 } };
    for (let n = 0; n < 5; n += 1) index.set(id(n), splinting);
    index.remove(id(1));
    index.set(id(2), { ...NOBODY, strengths: { 'duty.home_visits': 80 } });
    const found = index.similarTo(traitsOfPerson(splinting, taxonomy), { limit: 10, except: id(0) });
    expect(found).toEqual([
      { candidateId: id(3), similarity: 10_000 },
      { candidateId: id(4), similarity: 10_000 },
      { candidateId: id(2), similarity: 0 },
    ]);
  });
});
