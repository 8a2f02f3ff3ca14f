import type { z } from 'zod';
import { openTextIfPossible, quotedText, STORED_TEXT, type StoredText } from '../cvs/text/stored-text.js';
import type { Database } from '../database/client.js';
import type { PageSpan } from '../documents/reading.js';
import { explainMatch } from '../matching/explain.js';
import type { Features } from '../matching/features.js';
import type { Requirement } from '../matching/requirement.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { VacancyReading } from '../understanding/criteria.js';
import type { Profile } from '../understanding/profile.js';
import { vacancyText } from '../vacancies/vacancy-text.js';
import { versionKey, versions } from '../versions.js';
import { VACANCY_STATE, type VacancyState } from './open-vacancies.js';
import { presentTop } from './present-match.js';
import type { vacancyMatches } from './schema.js';

type Item = z.input<typeof vacancyMatches>['items'][number];

/** What a row of a list shows of an explanation, and of the profile. */
export type TopEvidence = Pick<Item, 'categories' | 'gates' | 'evidence' | 'openQuestions'> &
  Pick<Item['facts'], 'stage' | 'registration'>;

/** One pair, in the state that its evidence depends on. */
export interface Pair {
  readonly vacancyId: string;
  /** VACANCY_STATE of the vacancy. */
  readonly vacancyState: string;
  readonly candidateId: string;
  readonly profileRevision: string;
}

export interface EvidenceCache {
  /**
   * Evidence of each pair, in their order; null where the person's profile or the vacancy has changed or gone since, and
   * without quotes where the CV's text cannot be opened. The database is asked only where something has to be worked out.
   */
  of(database: Database, pairs: readonly Pair[]): Promise<readonly (TopEvidence | null)[]>;
}

/** Rows of a hundred pages or so, some 3 KB each. */
const MOST_KEPT = 4_000;

/**
 * Evidence depends on nothing but the profile, the vacancy and the program, each of which has a revision: what was worked
 * out for the same three is shown again, and nothing else ever is. The pairs asked for least recently make way.
 */
export function createEvidenceCache(taxonomy: Taxonomy): EvidenceCache {
  const kept = new Map<string, TopEvidence>();
  const program = versionKey(versions(taxonomy));
  const keyOf = ({ vacancyId, vacancyState, candidateId, profileRevision }: Pair): string =>
    [vacancyId, vacancyState, candidateId, profileRevision, program].join(' ');
  const keep = (key: string, evidence: TopEvidence): void => {
    kept.delete(key);
    kept.set(key, evidence);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  };

  return {
    async of(database, pairs) {
      const missing = pairs.filter((pair) => !kept.has(keyOf(pair)));
      const fresh = new Map<string, TopEvidence>();
      const unquoted = new Map<string, TopEvidence>();
      if (missing.length > 0) {
        const [people, vacancies] = await Promise.all([
          loadPeople(database, missing),
          loadVacancies(database, missing),
        ]);
        for (const pair of missing) {
          const person = people.get(pair.candidateId);
          const vacancy = vacancies.get(pair.vacancyId);
          if (person?.revision === pair.profileRevision && vacancy?.state === pair.vacancyState)
            (person.text === null ? unquoted : fresh).set(keyOf(pair), workOut(person, vacancy, taxonomy));
        }
      }
      return pairs.map((pair) => {
        const key = keyOf(pair);
        const evidence = fresh.get(key) ?? kept.get(key) ?? null;
        if (evidence !== null) keep(key, evidence);
        // Not kept: the text may be restored without the profile changing.
        return evidence ?? unquoted.get(key) ?? null;
      });
    },
  };
}

interface Person {
  readonly candidate_id: string;
  readonly revision: string;
  readonly profile: Profile;
  readonly features: Features;
  /** Null: it cannot be opened. */
  readonly text: string | null;
  readonly pages: readonly PageSpan[];
}

async function loadPeople(
  { pool, keys }: Database,
  pairs: readonly Pair[],
): Promise<ReadonlyMap<string, Person>> {
  const { rows } = await pool.query<Omit<Person, 'text'> & StoredText>({
    name: 'people-to-explain',
    text: `SELECT p.candidate_id, p.revision, p.profile, p.features, ${STORED_TEXT}, t.pages
             FROM profile p JOIN cv_text t ON t.cv_id = p.cv_id WHERE p.candidate_id = ANY ($1::uuid[])`,
    values: [pairs.map(({ candidateId }) => candidateId)],
  });
  return new Map(
    rows.map((row) => {
      const words = openTextIfPossible(keys, row);
      return [row.candidate_id, { ...row, text: words && quotedText(words) }];
    }),
  );
}

/** A vacancy as explanations need it. */
interface ExplainedVacancy extends VacancyState {
  readonly title: string;
  readonly employer: string;
  readonly description: string;
  readonly reading: VacancyReading;
  readonly requirement: Requirement;
}

async function loadVacancies(
  { pool }: Database,
  pairs: readonly Pair[],
): Promise<ReadonlyMap<string, ExplainedVacancy>> {
  const { rows } = await pool.query<ExplainedVacancy>({
    name: 'vacancies-to-explain',
    text: `SELECT v.id, ${VACANCY_STATE} AS state, v.title, e.name AS employer, v.description, v.reading, v.requirement
             FROM vacancy v JOIN employer e ON e.id = v.employer_id WHERE v.id = ANY ($1::uuid[])`,
    values: [[...new Set(pairs.map(({ vacancyId }) => vacancyId))]],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

function workOut(
  { profile, features, text, pages }: Person,
  { requirement, reading, ...words }: ExplainedVacancy,
  taxonomy: Taxonomy,
): TopEvidence {
  const explanation = explainMatch({
    features,
    requirement,
    profile,
    cvText: text ?? '',
    reading,
    vacancyText: vacancyText(words),
    taxonomy,
  });
  return {
    ...presentTop(explanation, { text: text ?? '', pages }),
    ...(text === null && { evidence: [] }),
    stage: profile.stage.stage,
    registration: profile.registration.state,
  };
}
