import { featuresOf, type Features } from '../../src/matching/features.js';
import { packForTaxonomy } from '../../src/matching/packed-features.js';
import type { Ranked } from '../../src/matching/rank-slots.js';
import { createRankingIndex } from '../../src/matching/ranking-index.js';
import { wordsOfUuid } from '../../src/matching/uuid-words.js';
import { requirementOf } from '../../src/matching/requirement.js';
import { scoreMatch } from '../../src/matching/score.js';
import { loadTaxonomy } from '../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../src/understanding/understand-cv.js';
import { understandVacancy } from '../../src/understanding/understand-vacancy.js';
import { sampleTexts, sampleVacancies } from './corpus.js';
import { collectGarbage } from './machine.js';
import { compare, type Bench, type Contender } from './harness.js';
import { prepareMatchRows } from './match-rows.js';
import { mixFeatures, seeded, varyRequirement } from './synthetic.js';

/** A million with `--million`. */
const CANDIDATES = process.argv.includes('--million') ? 1_000_000 : 100_000;
const VACANCIES = 200;
/** As many matches of a vacancy are stored. */
const KEPT = 1_000;
/** Lists that are written in one transaction, as a worker does. */
const TOGETHER = 10;
/** So many people are scored one by one in a round of the anchor. */
const NAIVE = 500;

/** After a change of the rules: everybody against every vacancy, and the lists written down. */
export const rerank: Bench = {
  name: 'rerank',
  async run(rounds, note) {
    const taxonomy = loadTaxonomy();
    const random = seeded(20_260_301);
    const cvs = sampleTexts().map((text) => featuresOf(understandCv(text, taxonomy), taxonomy));
    const vacancies = sampleVacancies().map((text) =>
      requirementOf(understandVacancy(text, taxonomy), {}, taxonomy),
    );
    const requirements = Array.from({ length: VACANCIES }, () => varyRequirement(vacancies, random));

    note(`building the index of ${CANDIDATES} people`);
    collectGarbage();
    const arraysBefore = process.memoryUsage().arrayBuffers;
    const index = createRankingIndex(taxonomy);
    const ids: string[] = [];
    const some: Features[] = [];
    let buildMs = 0;
    for (let n = 0; n < CANDIDATES; n += 1) {
      const features = mixFeatures(cvs, random);
      const id = idOf(n);
      ids.push(id);
      if (n < NAIVE) some.push(features);
      const packed = packForTaxonomy(features, taxonomy);
      if (packed === null) throw new Error('features of this taxonomy do not fit it');
      const started = performance.now();
      index.setPacked(wordsOfUuid(id), n + 1, packed, 0, packed.length);
      buildMs += performance.now() - started;
    }
    collectGarbage();
    const indexMb = (process.memoryUsage().arrayBuffers - arraysBefore) / 1e6;

    note('starting a database for the lists');
    const rows = await prepareMatchRows(ids, VACANCIES);
    let lists: Ranked[] = [];
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
      {
        name: 'ranked and lists written',
        amount: CANDIDATES * VACANCIES,
        async round() {
          const started = performance.now();
          // While the database writes some lists, the next are ranked.
          let writing: Promise<void> = Promise.resolve();
          for (let from = 0; from < VACANCIES; from += TOGETHER) {
            const lists = requirements
              .slice(from, from + TOGETHER)
              .map((requirement, n) => ({ vacancy: from + n, ranked: index.rankSlots(requirement, KEPT) }));
            await writing;
            writing = rows.write(lists);
          }
          await writing;
          const elapsed = performance.now() - started;
          await rows.forgetOldLists();
          return elapsed;
        },
      },
    ];
    try {
      const measured = await compare(contenders, rounds);
      const seconds = (row: number): number =>
        ((measured[row]?.ms.median ?? Number.NaN) * CANDIDATES * VACANCIES) / 1000;
      return [
        {
          title: `Re-ranking ${CANDIDATES.toLocaleString('en-GB')} people against ${VACANCIES} vacancies`,
          unit: 'pair',
          rounds,
          rows: measured,
          facts: {
            'index built, s': buildMs / 1000,
            'index, MB per 100,000': (indexMb * 100_000) / CANDIDATES,
            'full re-rank in memory, s': seconds(0),
            'one vacancy ranked in memory, ms': (seconds(0) * 1000) / VACANCIES,
            'one CV against 1,000 vacancies, ms': (measured[2]?.ms.median ?? Number.NaN) * 1000,
            'what-if, ms': (measured[3]?.ms.median ?? Number.NaN) * CANDIDATES,
            'full re-rank with lists written, s': seconds(4),
            'rows written': lists.reduce((sum, { ids }) => sum + ids.length, 0),
            'process memory, MB': Math.round(process.memoryUsage().rss / 1e6),
          },
          notes: [
            'People are seeded mixtures of the sample CVs. Lists hold the first 1,000, in a generation of their own.',
          ],
        },
      ];
    } finally {
      await rows.close();
    }
  },
};

function idOf(n: number): string {
  return `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}
