import { explainMatch } from '../../src/matching/explain.js';
import { type Features, featuresOf } from '../../src/matching/features.js';
import { type Requirement, requirementOf } from '../../src/matching/requirement.js';
import { type Score, scoreMatch } from '../../src/matching/score.js';
import type { Taxonomy } from '../../src/taxonomy/load-taxonomy.js';
import type { VacancyReading } from '../../src/understanding/criteria.js';
import type { Profile } from '../../src/understanding/profile.js';
import { understandCv } from '../../src/understanding/understand-cv.js';
import { understandVacancy } from '../../src/understanding/understand-vacancy.js';
import type { EvaluationSet } from './evaluation-set.js';
import type { ReportedSpan } from './measure-evidence.js';

export interface ReadCv {
  readonly text: string;
  readonly profile: Profile;
  readonly features: Features;
}

export interface ReadVacancy {
  readonly text: string;
  readonly reading: VacancyReading;
  readonly requirement: Requirement;
}

/** A set as the program understands it, from the texts alone. */
export interface MatchedSet {
  readonly cvs: ReadonlyMap<string, ReadCv>;
  readonly vacancies: ReadonlyMap<string, ReadVacancy>;
  readonly score: (vacancyId: string, cvId: string) => Score;
  /** Every place in a CV that the program shows to somebody, over all pairs. */
  readonly reportedSpans: (cvId: string) => ReportedSpan[];
}

export function matchSet(set: EvaluationSet, taxonomy: Taxonomy): MatchedSet {
  const cvs = new Map(
    [...set.cvs].map(([id, text]) => {
      const profile = understandCv(text, taxonomy);
      return [id, { text, profile, features: featuresOf(profile, taxonomy) }];
    }),
  );
  const vacancies = new Map(
    [...set.vacancies].map(([id, text]) => {
      const reading = understandVacancy(text, taxonomy);
      return [id, { text, reading, requirement: requirementOf(reading, {}, taxonomy) }];
    }),
  );
  return {
    cvs,
    vacancies,
    score: (vacancyId, cvId) =>
      scoreMatch(found(cvs, cvId).features, found(vacancies, vacancyId).requirement),
    reportedSpans: (cvId) =>
      [...vacancies.values()].flatMap((vacancy) => explainedSpans(found(cvs, cvId), vacancy, taxonomy)),
  };
}

function explainedSpans(cv: ReadCv, vacancy: ReadVacancy, taxonomy: Taxonomy): ReportedSpan[] {
  const explanation = explainMatch({
    features: cv.features,
    requirement: vacancy.requirement,
    profile: cv.profile,
    cvText: cv.text,
    reading: vacancy.reading,
    vacancyText: vacancy.text,
    taxonomy,
  });
  return [...explanation.terms, ...explanation.gates, ...explanation.wishes].flatMap(({ evidence }) =>
    evidence ? [evidence] : [],
  );
}

export function found<T>(map: ReadonlyMap<string, T>, id: string): T {
  const value = map.get(id);
  if (value === undefined) throw new Error(`${id} is not in the set`);
  return value;
}
