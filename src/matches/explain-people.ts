import { openTextIfPossible, quotedText, STORED_TEXT, type StoredText } from '../cvs/text/stored-text.js';
import type { Database } from '../database/client.js';
import type { PageSpan } from '../documents/reading.js';
import { explainMatch } from '../matching/explain.js';
import type { Explanation } from '../matching/explanation.js';
import type { Features } from '../matching/features.js';
import type { Requirement } from '../matching/requirement.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { VacancyReading } from '../understanding/criteria.js';
import type { Profile } from '../understanding/profile.js';
import { vacancyText } from '../vacancies/vacancy-text.js';
import { VACANCY_STATE, type VacancyState } from './open-vacancies.js';

/** A person as explanations need them. */
export interface ExplainedPerson {
  readonly candidate_id: string;
  readonly revision: string;
  readonly profile: Profile;
  readonly features: Features;
  /** Null: it cannot be opened. */
  readonly text: string | null;
  readonly pages: readonly PageSpan[];
}

/** People by id; those without a CV that was understood are left out. */
export async function loadPeople(
  { pool, keys }: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ExplainedPerson>> {
  const { rows } = await pool.query<Omit<ExplainedPerson, 'text'> & StoredText>({
    name: 'people-to-explain',
    text: `SELECT p.candidate_id, p.revision, p.profile, p.features, ${STORED_TEXT}, t.pages
             FROM profile p JOIN cv_text t ON t.cv_id = p.cv_id WHERE p.candidate_id = ANY ($1::uuid[])`,
    values: [ids],
  });
  return new Map(
    rows.map((row) => {
      const words = openTextIfPossible(keys, row);
      return [row.candidate_id, { ...row, text: words && quotedText(words) }];
    }),
  );
}

/** A vacancy as explanations need it. */
export interface ExplainedVacancy extends VacancyState {
  readonly title: string;
  readonly employer: string;
  readonly description: string;
  readonly reading: VacancyReading;
  readonly requirement: Requirement;
}

/** Vacancies by id. */
export async function loadVacancies(
  { pool }: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ExplainedVacancy>> {
  const { rows } = await pool.query<ExplainedVacancy>({
    name: 'vacancies-to-explain',
    text: `SELECT v.id, ${VACANCY_STATE} AS state, v.title, e.name AS employer, v.description, v.reading, v.requirement
             FROM vacancy v JOIN employer e ON e.id = v.employer_id WHERE v.id = ANY ($1::uuid[])`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** The score of one person for one vacancy, taken apart; without quotes where the CV's text cannot be opened. */
export function explainPerson(
  { profile, features, text }: Pick<ExplainedPerson, 'profile' | 'features' | 'text'>,
  { requirement, reading, ...words }: Omit<ExplainedVacancy, keyof VacancyState>,
  taxonomy: Taxonomy,
): Explanation {
  return explainMatch({
    features,
    requirement,
    profile,
    cvText: text ?? '',
    reading,
    vacancyText: vacancyText(words),
    taxonomy,
  });
}
