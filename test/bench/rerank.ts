import type { Features } from '../../src/matching/features.js';
import { packForTaxonomy } from '../../src/matching/packed-features.js';
import type { Ranked } from '../../src/matching/rank-slots.js';
import { createRankingIndex } from '../../src/matching/ranking-index.js';
import { scoreMatch } from '../../src/matching/score.js';
import { wordsOfUuid } from '../../src/matching/uuid-words.js';
import { loadTaxonomy } from '../../src/taxonomy/load-taxonomy.js';
import { CANDIDATES, KEPT, makeCrowd, makeRequirements, VACANCIES } from './crowd.js';
import { compare, type Bench, type Contender } from './harness.js';
import { bytesInArrays } from './machine.js';

/** So many people are scored one by one in a round of the anchor. */
const NAIVE = 500;

/** Everybody against every vacancy, as after a change of the rules, in the memory of one process. */
export const rerank: Bench = {
  name: 'rerank',
  async run(rounds, note) {
    const taxonomy = loadTaxonomy();
    const requirements = makeRequirements(VACANCIES, taxonomy);
    const some: Features[] = [];
    let lists: Ranked[] = [];
    let buildMs = 0;

    note(`building the index of ${CANDIDATES} people`);
    const arraysBefore = await bytesInArrays();
    const index = createRankingIndex(taxonomy);
    let revision = 0;
    for (const { id, features } of makeCrowd(CANDIDATES, taxonomy)) {
      revision += 1;
      if (some.length < NAIVE) some.push(features);
      const packed = packForTaxonomy(features, taxonomy);
      if (packed === null) throw new Error('features of this taxonomy do not fit it');
      const started = performance.now();
      index.setPacked(wordsOfUuid(id), revision, packed, 0, packed.length);
      buildMs += performance.now() - started;
    }
    const indexMb = ((await bytesInArrays()) - arraysBefore) / 1e6;

    const contenders: Contender[] = [
      {
        name: 'ranking index',
        amount: CANDIDATES * VACANCIES,
        round() {
          lists = requirements.map((requirement) => index.rankSlots(requirement, KEPT));
          return undefined;
        },
      },
      {
        name: 'scored one by one',
        anchor: true,
        amount: NAIVE * VACANCIES,
        round() {
          let sum = 0;
          for (const features of some) {
            for (const requirement of requirements) sum += scoreMatch(features, requirement).score;
          }
          if (sum < 0) throw new RangeError('scores are not negative');
          return undefined;
        },
      },
      {
        name: 'one CV, every vacancy five times',
        amount: 5 * VACANCIES,
        round() {
          const [one] = some;
          if (one === undefined) throw new RangeError('nobody there');
          const fresh = { ...one };
          let sum = 0;
          for (let n = 0; n < 5; n += 1)
            for (const requirement of requirements) sum += scoreMatch(fresh, requirement).score;
          if (sum < 0) throw new RangeError('scores are not negative');
          return undefined;
        },
      },
      {
        name: 'what-if, both lists and all places',
        amount: CANDIDATES * 5,
        round() {
          for (const before of requirements.slice(0, 5)) {
            const weights = { ...before.categoryWeights, wording: 0 };
            const after = { ...before, categoryWeights: weights };
            const page = index.rank(after, 20).map(({ candidateId }) => candidateId);
            index.rank(before, 20);
            index.placesOf(before, page);
            index.placesOf(after, page);
          }
          return undefined;
        },
      },
    ];
    const measured = await compare(contenders, rounds);
    const msPerPair = (row: number): number => measured[row]?.ms.median ?? Number.NaN;
    return [
      {
        title: `Re-ranking ${CANDIDATES.toLocaleString('en-GB')} people against ${VACANCIES} vacancies`,
        unit: 'pair',
        rounds,
        rows: measured,
        facts: {
          'index built, s': buildMs / 1000,
          'index, MB per 100,000': (indexMb * 100_000) / CANDIDATES,
          'full re-rank in memory, s': (msPerPair(0) * CANDIDATES * VACANCIES) / 1000,
          'one vacancy ranked in memory, ms': msPerPair(0) * CANDIDATES,
          'one CV against 1,000 vacancies, ms': msPerPair(2) * 1000,
          'what-if, ms': msPerPair(3) * CANDIDATES,
          'people in the lists': lists.reduce((sum, { ids }) => sum + ids.length, 0),
          'process memory, MB': Math.round(process.memoryUsage().rss / 1e6),
        },
        notes: ['People are seeded mixtures of the sample CVs; lists hold the first 1,000.'],
      },
    ];
  },
};
