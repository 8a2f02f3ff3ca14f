import type { Features } from '../../src/matching/features.js';
import { packForTaxonomy } from '../../src/matching/packed-features.js';
import { createRankingIndex, type RankingIndex } from '../../src/matching/ranking-index.js';
import type { Requirement } from '../../src/matching/requirement.js';
import { scoreMatch } from '../../src/matching/score.js';
import { wordsOfUuid } from '../../src/matching/uuid-words.js';
import { loadTaxonomy, type Taxonomy } from '../../src/taxonomy/load-taxonomy.js';
import { CROWDS, KEPT, makeCrowd, makeRequirements, VACANCIES } from './crowd.js';
import { compare, type Bench, type Contender, type Row } from './harness.js';
import { bytesInArrays } from './machine.js';

/** So many people are scored one by one in a round of the anchor. */
const NAIVE = 500;
/** Other weights are tried on so many vacancies in a round. */
const TRIED = 5;

interface BuiltIndex {
  readonly people: number;
  readonly index: RankingIndex;
  readonly buildMs: number;
  readonly megabytes: number;
}

/** Everybody against every vacancy, as after a change of the rules, in the memory of one process. */
export const rerank: Bench = {
  name: 'rerank',
  async run(rounds, note) {
    const taxonomy = loadTaxonomy();
    const requirements = makeRequirements(VACANCIES, taxonomy);
    const built: BuiltIndex[] = [];
    for (const people of CROWDS) {
      note(`building the index of ${people} people`);
      built.push(await buildIndex(people, taxonomy));
    }
    // All sizes take turns in the same rounds: ratios between them are those of the machine at one moment.
    const rows = await compare(
      [
        ...built.flatMap((one, n) => [
          rankedByIndex(one, requirements, n < built.length - 1),
          whatIf(one, requirements),
        ]),
        ...scoredOneByOne(
          [...makeCrowd(NAIVE, taxonomy)].map(({ features }) => features),
          requirements,
        ),
      ],
      rounds,
    );
    const names = built.map(({ people }) => people.toLocaleString('en-GB')).join(' and ');
    return [
      {
        title: `Re-ranking ${names} people against ${VACANCIES} vacancies`,
        unit: 'pair',
        rounds,
        rows,
        facts: {
          ...Object.fromEntries(built.flatMap((one, n) => factsOf(one, rows[2 * n], rows[2 * n + 1]))),
          'one CV against 1,000 vacancies, ms': msPerPair(rows.at(-1)) * 1000,
          'process memory, MB': Math.round(process.memoryUsage().rss / 1e6),
        },
        notes: ['People are seeded mixtures of the sample CVs; lists hold the first 1,000.'],
      },
    ];
  },
};

async function buildIndex(people: number, taxonomy: Taxonomy): Promise<BuiltIndex> {
  const arraysBefore = await bytesInArrays();
  const index = createRankingIndex(taxonomy);
  let buildMs = 0;
  let revision = 0;
  for (const { id, features } of makeCrowd(people, taxonomy)) {
    revision += 1;
    const packed = packForTaxonomy(features, taxonomy);
    if (packed === null) throw new Error('features of this taxonomy do not fit it');
    const started = performance.now();
    index.setPacked(wordsOfUuid(id), revision, packed, 0, packed.length);
    buildMs += performance.now() - started;
  }
  return { people, index, buildMs, megabytes: ((await bytesInArrays()) - arraysBefore) / 1e6 };
}

function rankedByIndex(
  { people, index }: BuiltIndex,
  requirements: readonly Requirement[],
  anchor: boolean,
): Contender {
  return {
    name: `ranking index of ${people.toLocaleString('en-GB')}`,
    anchor,
    amount: people * requirements.length,
    round() {
      for (const requirement of requirements)
        if (index.rankSlots(requirement, KEPT).ids.length !== KEPT) throw new RangeError('too short a list');
      return undefined;
    },
  };
}

function whatIf({ people, index }: BuiltIndex, requirements: readonly Requirement[]): Contender {
  return {
    name: `what-if among ${people.toLocaleString('en-GB')}, both lists and all places`,
    amount: people * TRIED,
    round() {
      for (const before of requirements.slice(0, TRIED)) {
        const weights = { ...before.categoryWeights, wording: 0 };
        const after = { ...before, categoryWeights: weights };
        const page = index.rank(after, 20).map(({ candidateId }) => candidateId);
        index.rank(before, 20);
        index.placesOf(before, page);
        index.placesOf(after, page);
      }
      return undefined;
    },
  };
}

/** Without an index: the anchor, and one CV as it arrives. */
function scoredOneByOne(some: readonly Features[], requirements: readonly Requirement[]): Contender[] {
  const [one] = some;
  if (one === undefined) throw new RangeError('nobody there');
  return [
    {
      name: 'scored one by one',
      anchor: true,
      amount: some.length * requirements.length,
      round() {
        scoreAll(some, requirements);
        return undefined;
      },
    },
    {
      name: 'one CV, every vacancy five times',
      amount: 5 * requirements.length,
      round() {
        const fresh = { ...one };
        for (let n = 0; n < 5; n += 1) scoreAll([fresh], requirements);
        return undefined;
      },
    },
  ];
}

function scoreAll(some: readonly Features[], requirements: readonly Requirement[]): void {
  let sum = 0;
  for (const features of some)
    for (const requirement of requirements) sum += scoreMatch(features, requirement).score;
  if (sum < 0) throw new RangeError('scores are not negative');
}

function factsOf(
  { people, buildMs, megabytes }: BuiltIndex,
  ranked: Row | undefined,
  tried: Row | undefined,
): readonly (readonly [string, number])[] {
  const among = people.toLocaleString('en-GB');
  return [
    [`${among}: index built, s`, buildMs / 1000],
    [`${among}: index, MB`, megabytes],
    [`${among}: full re-rank in memory, s`, (msPerPair(ranked) * people * VACANCIES) / 1000],
    [`${among}: one vacancy ranked in memory, ms`, msPerPair(ranked) * people],
    [`${among}: what-if, ms`, msPerPair(tried) * people],
  ];
}

function msPerPair(row: Row | undefined): number {
  return row?.ms.median ?? Number.NaN;
}
