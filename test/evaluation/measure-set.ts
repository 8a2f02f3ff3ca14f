import type { Score } from '../../src/matching/score.js';
import type { Taxonomy } from '../../src/taxonomy/load-taxonomy.js';
import { createBm25, createKeywordCount, type TextRanker } from './baselines.js';
import { type EvaluationSet, gradeOf } from './evaluation-set.js';
import type { ComparedRankings, Figures } from './figures.js';
import { found, matchSet, type MatchedSet } from './match-set.js';
import { measureEvidence } from './measure-evidence.js';
import { measureRankings, rankByScore, type Ranking } from './measure-ranking.js';
import { measureStages } from './measure-stages.js';
import { ndcg } from './metrics.js';

const DEEPEST_RANK = 20;
const SUBMIT_NOW = 3;

/** Reads, matches and ranks a whole set and measures it against its truth. Only the texts are shown to the program. */
export function measureSet(
  set: EvaluationSet,
  taxonomy: Taxonomy,
  run: Pick<Figures, 'commit' | 'versions'>,
): Figures {
  const matched = matchSet(set, taxonomy);
  const forward = ourRankings(set.vacancies.keys(), [...set.cvs.keys()], matched.score);
  const reverse = ourRankings(set.cvs.keys(), [...set.vacancies.keys()], (cvId, vacancyId) =>
    matched.score(vacancyId, cvId),
  );
  const forwardGrade = (vacancyId: string, cvId: string) => gradeOf(set, vacancyId, cvId);
  const reverseGrade = (cvId: string, vacancyId: string) => gradeOf(set, vacancyId, cvId);
  const vacancyStages = measureStages(
    [...set.vacancyTruth].map(([id, truth]) => ({
      truth: truth.stage,
      read: found(matched.vacancies, id).reading.stage.stage ?? 'none',
    })),
  );
  return {
    set: set.name,
    ...run,
    ranking: compared(forward, set.vacancies, set.cvs, forwardGrade),
    reverse: compared(reverse, set.cvs, set.vacancies, reverseGrade),
    perVacancy: Object.fromEntries(
      [...forward].map(([id, ranking]) => [
        id,
        { ndcg10: ndcg(ranking.map((cvId) => forwardGrade(id, cvId))) },
      ]),
    ),
    falseExclusions: falseExclusions(forward, matched, forwardGrade),
    stage: measureStages(
      [...set.cvTruth].map(([id, truth]) => {
        const { profile } = found(matched.cvs, id);
        const read = profile.profession.name === 'occupational_therapy' ? profile.stage.stage : null;
        return { truth: truth.stage, read: read ?? 'none' };
      }),
    ),
    vacancyStage: { exact: vacancyStages.exact, within1: vacancyStages.within1 },
    vacancySector: share([...set.vacancyTruth], ([id, truth]) => {
      return found(matched.vacancies, id).reading.sector.value === truth.sector;
    }),
    otherProfession: share(
      [...set.cvTruth].filter(([, truth]) => truth.profession.startsWith('other')),
      ([id]) => found(matched.cvs, id).profile.profession.name !== 'occupational_therapy',
    ),
    registration: share([...set.cvTruth], ([id, truth]) => {
      const { state } = found(matched.cvs, id).profile.registration;
      return (state === 'not_evidenced' ? 'none' : state) === truth.hcpc;
    }),
    evidence: measureEvidence(
      [...set.cvTruth].map(([id, truth]) => {
        const { text, profile } = found(matched.cvs, id);
        const reported = matched.reportedSpans(id);
        return { text, labels: truth.evidence, mentions: profile.mentions, reported };
      }),
    ),
  };
}

function ourRankings(
  queries: Iterable<string>,
  documents: readonly string[],
  score: (query: string, document: string) => Score,
): Map<string, Ranking> {
  const rankings = new Map<string, Ranking>();
  for (const query of queries) {
    const scores = new Map(documents.map((document) => [document, score(query, document)]));
    rankings.set(
      query,
      rankByScore(new Map([...scores].map(([id, s]) => [id, s.tier * 1_000_000 + s.score]))),
    );
  }
  return rankings;
}

function compared(
  ours: ReadonlyMap<string, Ranking>,
  queries: ReadonlyMap<string, string>,
  documents: ReadonlyMap<string, string>,
  grade: (query: string, document: string) => number,
): ComparedRankings {
  const ranked = (ranker: TextRanker) =>
    measureRankings(new Map([...queries].map(([id, text]) => [id, rankByScore(ranker(text))])), grade);
  return {
    ours: measureRankings(ours, grade),
    bm25: ranked(createBm25(documents)),
    keywords: ranked(createKeywordCount(documents)),
  };
}

function falseExclusions(
  rankings: ReadonlyMap<string, Ranking>,
  matched: MatchedSet,
  grade: (vacancyId: string, cvId: string) => number,
): number {
  return [...rankings].flatMap(([vacancyId, ranking]) =>
    ranking.filter(
      (cvId, index) =>
        grade(vacancyId, cvId) === SUBMIT_NOW &&
        (index >= DEEPEST_RANK || matched.score(vacancyId, cvId).tier === 0),
    ),
  ).length;
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 1 : items.filter(holds).length / items.length;
}
