import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Features } from '../../../src/matching/features.js';
import { createRankingIndex } from '../../../src/matching/ranking-index.js';
import { CATEGORIES, type Requirement } from '../../../src/matching/requirement.js';
import { featureNumbers } from '../../../src/matching/feature-numbers.js';
import { packFeatures } from '../../../src/matching/packed-features.js';
import { wordsOfUuid } from '../../../src/matching/uuid-words.js';
import { adjacentTo } from '../../../src/matching/adjacent-concepts.js';
import { scoreMatch } from '../../../src/matching/score.js';
import { SECTORS, STAGES } from '../../../src/taxonomy/concept.js';
import { CONTRACTS, REGISTRATION_STATES } from '../../../src/understanding/profile.js';
import { taxonomy } from './people.js';

const CONCEPTS = ['spec.stroke', 'spec.neuro', 'spec.frailty', 'duty.splinting', 'qual.bobath', 'spec.hands'];
const numbers = featureNumbers(taxonomy);
const STEMS = ['stroke', 'splint', 'hoist', 'ward', 'garden', 'zebra'];

const percentages = fc.array(fc.nat(100), { minLength: 5, maxLength: 5 });
const features: fc.Arbitrary<Features> = fc
  .record({
    strengths: fc.dictionary(fc.constantFrom(...CONCEPTS), fc.integer({ min: 1, max: 100 })),
    stage: percentages.map(
      (shares) => Object.fromEntries(STAGES.map((name, i) => [name, shares[i]])) as Features['stage'],
    ),
    occupationalTherapy: fc.boolean(),
    registration: fc.constantFrom(...REGISTRATION_STATES),
    driver: fc.constantFrom('yes', 'no', 'not_evidenced'),
    sectors: fc.dictionary(fc.constantFrom(...SECTORS), fc.integer({ min: 1, max: 100 })),
    stems: fc.uniqueArray(fc.constantFrom(...STEMS)).map((stems) => stems.sort()),
    wants: fc.record({
      concepts: fc.uniqueArray(fc.constantFrom(...CONCEPTS)),
      sectors: fc.uniqueArray(fc.constantFrom(...SECTORS)),
      stages: fc.uniqueArray(fc.constantFrom(...STAGES)),
      contracts: fc.uniqueArray(fc.constantFrom(...CONTRACTS)),
    }),
    listedStems: fc.uniqueArray(fc.constantFrom(...STEMS)),
  })
  .map(({ listedStems, ...rest }) => ({
    ...rest,
    listedStems: listedStems.filter((stem) => !rest.stems.includes(stem)).sort(),
  }));

const weight = fc.integer({ min: 1, max: 100 });
const staying: fc.Arbitrary<Requirement> = fc.record({
  stage: fc.option(fc.constantFrom(...STAGES)),
  sector: fc.option(fc.constantFrom(...SECTORS)),
  contract: fc.option(fc.constantFrom(...CONTRACTS)),
  registrationRequired: fc.boolean(),
  pendingRegistrationAccepted: fc.boolean(),
  driverRequired: fc.boolean(),
  criteria: fc
    .uniqueArray(
      fc.record({
        conceptId: fc.constantFrom(...CONCEPTS),
        importance: fc.constantFrom('must', 'wants', 'context'),
        category: fc.constantFrom('duties', 'qualifications', 'specialism'),
        weight,
      }),
      { selector: ({ conceptId }) => conceptId },
    )
    .map((criteria) => criteria.map((one) => ({ ...one, adjacent: adjacentTo(one.conceptId) }))),
  wording: fc.uniqueArray(fc.record({ stem: fc.constantFrom(...STEMS), weight }), {
    selector: ({ stem }) => stem,
  }),
  categoryWeights: fc
    .array(fc.nat(50), { minLength: 6, maxLength: 6 })
    .map(
      (weights) =>
        Object.fromEntries(CATEGORIES.map((name, i) => [name, weights[i]])) as Requirement['categoryWeights'],
    ),
});

const requirement = fc
  .tuple(staying, fc.option(fc.constantFrom(...STAGES)))
  .map(([one, growsTo]): Requirement => (growsTo === null ? one : { ...one, growsTo }));

/** Ids that differ early and late, in an order that is not that of their numbers. */
function personId(n: number): string {
  const part = (n * 7_919) % 1_048_576;
  return `${part.toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

type Step = { readonly id: string; readonly packed: boolean; readonly features: Features | null };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    id: fc.constantFrom(...Array.from({ length: 12 }, (_, n) => personId(n * 77))),
    packed: fc.boolean(),
    features: fc.option(features, { freq: 4 }),
  }),
  { maxLength: 40 },
);

function naive(people: ReadonlyMap<string, Features>, asked: Requirement, limit: number) {
  return [...people]
    .map(([candidateId, one]) => ({ candidateId, ...scoreMatch(one, asked) }))
    .sort((a, b) => b.tier - a.tier || b.score - a.score || (a.candidateId < b.candidateId ? -1 : 1))
    .slice(0, limit)
    .map(({ candidateId, tier, score, fit, reverseFit }) => ({ candidateId, tier, score, fit, reverseFit }));
}

describe('the ranking index', () => {
  it('ranks as scoring one by one does, to the byte, whatever was added, replaced and removed', () => {
    fc.assert(
      fc.property(steps, requirement, fc.integer({ min: 0, max: 15 }), (history, asked, limit) => {
        const index = createRankingIndex(taxonomy);
        const people = new Map<string, Features>();
        for (const { id, packed, features: one } of history) {
          if (one === null) {
            index.remove(id);
            people.delete(id);
          } else {
            const bytes = packed ? packFeatures(one, numbers, false) : null;
            if (bytes === null) index.set(id, one, 7);
            else
              index.setPacked(
                wordsOfUuid(id),
                7,
                Buffer.concat([Buffer.alloc(3), bytes]),
                3,
                3 + bytes.length,
              );
            people.set(id, one);
          }
        }
        // A stem that is common in the trade weighs nothing in any requirement, and the index does not keep it.
        const wording = asked.wording.filter(({ stem }) => stem !== 'ward');
        const usable = { ...asked, wording };
        expect(index.size).toBe(people.size);
        expect(JSON.stringify(index.rank(usable, limit))).toBe(JSON.stringify(naive(people, usable, limit)));
      }),
      { numRuns: 300 },
    );
  });

  it('stays right through thousands of replacements, when dead entries are cleared away', () => {
    const [samples, askeds] = [
      fc.sample(features, { numRuns: 400, seed: 5 }),
      fc.sample(requirement, { numRuns: 5, seed: 6 }),
    ];
    const index = createRankingIndex(taxonomy);
    const people = new Map<string, Features>();
    for (let n = 0; n < 6_000; n += 1) {
      const id = personId((n * 7_919) % 900);
      const one = samples[n % samples.length];
      if (one === undefined) continue;
      if (n % 11 === 0) {
        index.remove(id);
        people.delete(id);
      } else {
        index.set(id, one);
        people.set(id, one);
      }
    }
    for (const asked of askeds) {
      const usable = { ...asked, wording: asked.wording.filter(({ stem }) => stem !== 'ward') };
      expect(index.rank(usable, 1_000)).toEqual(naive(people, usable, 1_000));
    }
  });

  it('passes over most of very many people and still finds the very same best', () => {
    const samples = fc.sample(features, { numRuns: 300, seed: 15 });
    const askeds = fc.sample(requirement, { numRuns: 3, seed: 16 });
    const index = createRankingIndex(taxonomy);
    const people = new Map<string, Features>();
    for (let n = 0; n < 40_000; n += 1) {
      const one = samples[(n * 31) % samples.length];
      if (one === undefined) continue;
      index.set(personId(n), one, n + 1);
      people.set(personId(n), one);
    }
    for (const asked of askeds) {
      const usable = { ...asked, wording: asked.wording.filter(({ stem }) => stem !== 'ward') };
      const all = naive(people, usable, 40_000);
      expect(index.rank(usable, 20)).toEqual(all.slice(0, 20));
      expect(index.rank(usable, 1_500)).toEqual(all.slice(0, 1_500));
      const [nth, last] = [all[6_000], all[39_999]];
      if (nth === undefined || last === undefined) throw new Error('nobody there');
      expect(index.rank(usable, 30, { after: nth })).toEqual(all.slice(6_001, 6_031));
      const asking = [last.candidateId, nth.candidateId, personId(77_777)];
      expect(index.placesOf(usable, asking)).toEqual([40_000, 6_001, null]);
      expect(index.revisionOf(personId(35_000))).toBe(35_001);
    }
  });

  it('puts equal scores in the order of their ids, and everybody barred by law below everybody else', () => {
    const [one] = fc.sample(features, { numRuns: 1, seed: 9 });
    const [asked] = fc.sample(requirement, { numRuns: 1, seed: 10 });
    if (one === undefined || asked === undefined) throw new Error('no sample');
    const open: Features = { ...one, occupationalTherapy: true, registration: 'registered' };
    const index = createRankingIndex(taxonomy);
    const [barred = '', a = '', b = '', c = ''] = [0, 1, 2, 3].map(personId).sort();
    for (const id of [c, a, b]) index.set(id, open);
    index.set(barred, { ...open, registration: 'lapsed' });
    const legal = { ...asked, registrationRequired: true };
    expect(index.rank(legal, 10).map(({ candidateId }) => candidateId)).toEqual([a, b, c, barred]);
    expect(index.rank(legal, 2).map(({ candidateId }) => candidateId)).toEqual([a, b]);
  });

  it('is empty at first and forgets whom it is told to', () => {
    const index = createRankingIndex(taxonomy);
    const [one] = fc.sample(features, { numRuns: 1, seed: 9 });
    const [asked] = fc.sample(requirement, { numRuns: 1, seed: 10 });
    if (one === undefined || asked === undefined) throw new Error('no sample');
    expect(index.rank(asked, 5)).toEqual([]);
    index.remove(personId(1));
    index.set(personId(2), one);
    index.remove(personId(2));
    expect(index.size).toBe(0);
    expect(index.rank(asked, 5)).toEqual([]);
  });
});
