import type { z } from 'zod';
import type { Database } from '../database/client.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { versionKey, versions } from '../versions.js';
import {
  explainPerson,
  loadPeople,
  loadVacancies,
  type ExplainedPerson,
  type ExplainedVacancy,
} from './explain-people.js';
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
          loadPeople(
            database,
            missing.map(({ candidateId }) => candidateId),
          ),
          loadVacancies(database, [...new Set(missing.map(({ vacancyId }) => vacancyId))]),
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

function workOut(person: ExplainedPerson, vacancy: ExplainedVacancy, taxonomy: Taxonomy): TopEvidence {
  const { text, pages, profile } = person;
  return {
    ...presentTop(explainPerson(person, vacancy, taxonomy), { text: text ?? '', pages }),
    ...(text === null && { evidence: [] }),
    stage: profile.stage.stage,
    registration: profile.registration.state,
  };
}
