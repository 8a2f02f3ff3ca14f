import { featuresOf, type Features } from '../../../src/matching/features.js';
import { requirementOf, type Requirement } from '../../../src/matching/requirement.js';
import { scoreMatch } from '../../../src/matching/score.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../../src/understanding/understand-cv.js';
import { understandVacancy } from '../../../src/understanding/understand-vacancy.js';
import { readEvaluationSet } from '../../evaluation/evaluation-set.js';

const taxonomy = loadTaxonomy();

const set = readEvaluationSet('test/evaluation/set');

/** Every CV of the evaluation set, by id. */
export const CVS = [...set.cvs];

/** Every vacancy's text of the evaluation set. */
export const VACANCIES = [...set.vacancies.values()];

const REQUIREMENTS: readonly Requirement[] = VACANCIES.map((text) =>
  requirementOf(understandVacancy(text, taxonomy), {}, taxonomy),
);

/** All of a CV that scoring reads. */
export function featuresOfText(cv: string): Features {
  return featuresOf(understandCv(cv, taxonomy), taxonomy);
}

/** Scores for every vacancy of the set. */
export function scoresOf(features: Features): readonly number[] {
  return REQUIREMENTS.map((requirement) => scoreMatch(features, requirement).score);
}
