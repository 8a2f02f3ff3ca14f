import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../src/project-root.js';
import { featuresOf, type Features } from '../../../src/matching/features.js';
import { requirementOf, type Requirement } from '../../../src/matching/requirement.js';
import { scoreMatch } from '../../../src/matching/score.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../../src/understanding/understand-cv.js';
import { understandVacancy } from '../../../src/understanding/understand-vacancy.js';

export const taxonomy = loadTaxonomy();

const SET = join(projectRoot, 'test', 'evaluation', 'set');

function texts(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(join(SET, folder))
    .sort()
    .map((name) => [name.replace('.txt', ''), readFileSync(join(SET, folder, name), 'utf8')] as const);
}

/** Every CV of the evaluation set, by id. */
export const CVS = texts('cvs');

export const REQUIREMENTS: readonly Requirement[] = texts('vacancies').map(([, text]) =>
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
