import { featuresOf, type Features } from '../../src/matching/features.js';
import { createRankingIndex, type RankedEntry } from '../../src/matching/ranking-index.js';
import { requirementOf } from '../../src/matching/requirement.js';
import { scoreMatch } from '../../src/matching/score.js';
import { loadTaxonomy } from '../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../src/understanding/understand-cv.js';
import { understandVacancy } from '../../src/understanding/understand-vacancy.js';
import { sampleTexts, sampleVacancies } from './corpus.js';
import { compare, type Bench, type Contender } from './harness.js';
import { prepareMatchRows } from './match-rows.js';
import { mixFeatures, seeded, varyRequirement } from './synthetic.js';

const CANDIDATES = 100_000;
const VACANCIES = 200;
/** As many matches of a vacancy are stored. */
const KEPT = 1_000;
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
    const index = createRankingIndex(taxonomy);
    const ids: string[] = [];
    const some: Features[] = [];
    let buildMs = 0;
    for (let n = 0; n < CANDIDATES; n += 1) {
      const features = mixFeatures(cvs, random);
      const id = idOf(n);
      ids.push(id);
      if (n < NAIVE) some.push(features);
      const started = performance.now();
      index.set(id, features);
      buildMs += performance.now() - started;
    }

    note('starting a database for the lists');
    const rows = await prepareMatchRows(ids, VACANCIES);
    let lists: RankedEntry[][] = [];
    const contenders: Contender[] = [
      {
        name: 'ranking index',
        amount: CANDIDATES * VACANCIES,
        round() {
          lists = requirements.map((requirement) => [...index.rank(requirement, KEPT)]);
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
        name: 'ranked and lists written',
        amount: CANDIDATES * VACANCIES,
        async round() {
          const started = performance.now();
          for (const [vacancy, requirement] of requirements.entries()) {
            await rows.write(vacancy, index.rank(requirement, KEPT));
          }
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
            'full re-rank in memory, s': seconds(0),
            'full re-rank with lists written, s': seconds(2),
            'rows written': lists.reduce((sum, list) => sum + list.length, 0),
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
