import type { EvidenceFigures } from './measure-evidence.js';
import type { Versions } from '../../src/versions.js';
import type { RankingFigures } from './measure-ranking.js';
import type { StageFigures } from './measure-stages.js';

export interface ComparedRankings {
  readonly ours: RankingFigures;
  readonly bm25: RankingFigures;
  readonly keywords: RankingFigures;
}

/** What one run measured; the shape that `--json` writes. Shares are 0–1. */
export interface Figures {
  readonly set: string;
  /** Commit of the program that was measured, with `-dirty` when the work tree differs; null outside a repository. */
  readonly commit: string | null;
  readonly versions: Versions;
  /** A vacancy ranks CVs. */
  readonly ranking: ComparedRankings;
  /** A CV ranks vacancies. */
  readonly reverse: ComparedRankings;
  readonly perVacancy: Readonly<Record<string, { readonly ndcg10: number }>>;
  /** Pairs to be submitted now (grade 3) that stand below rank 20 or under all who pass the legal gates. */
  readonly falseExclusions: number;
  readonly stage: StageFigures;
  readonly vacancyStage: { readonly exact: number; readonly within1: number };
  readonly vacancySector: number;
  /** Share of the people of other professions who were read as not being occupational therapists. */
  readonly otherProfession: number;
  readonly registration: number;
  readonly evidence: EvidenceFigures;
}
