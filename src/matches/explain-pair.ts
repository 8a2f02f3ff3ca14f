import type { z } from 'zod';
import { appendLook } from '../audit/append-look.js';
import { presentQuality, type QualityRow } from '../cvs/reading-quality.js';
import { openText, quotedText, STORED_TEXT, type StoredText } from '../cvs/text/stored-text.js';
import type { Database } from '../database/client.js';
import { noteOpening } from '../decisions/note-opening.js';
import type { PageSpan } from '../documents/reading.js';
import type { Actor } from '../http/actor.js';
import { Problem } from '../http/problem.js';
import type { Features } from '../matching/features.js';
import type { Requirement } from '../matching/requirement.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { VacancyReading } from '../understanding/criteria.js';
import type { Profile } from '../understanding/profile.js';
import { vacancyText } from '../vacancies/vacancy-text.js';
import { versionKey, versions } from '../versions.js';
import { explainPerson } from './explain-people.js';
import { maskCandidate, presentExplanation } from './present-match.js';
import { mayBeRanked } from './ranking-index-eligibility.js';
import type { matchExplanation } from './schema.js';
import { standingOf } from './standing.js';

interface Row extends QualityRow, StoredText {
  readonly title: string;
  readonly employer: string;
  readonly description: string;
  readonly reading: VacancyReading;
  readonly requirement: Requirement;
  readonly profile: Profile;
  readonly features: Features;
  readonly pages: readonly PageSpan[];
  readonly rank: number | null;
  readonly tier: 0 | 1;
  readonly score: number;
  readonly fit: number;
  readonly reverse_fit: number;
  readonly versions: string;
}

/**
 * The score of one person for one vacancy, taken apart, whether they stand in the stored list or not. The look is
 * recorded with the score that was shown.
 *
 * @throws Problem `not_found`, also for a person without a readable CV or without consent; `hourly_limit_reached`; `text_unavailable`.
 */
export async function explainPair(
  database: Database,
  taxonomy: Taxonomy,
  actor: Actor,
  { id: vacancyId, candidateId }: { id: string; candidateId: string },
): Promise<z.input<typeof matchExplanation>> {
  const { pool, prisma, keys } = database;
  const { rows } = await pool.query<Row>({
    name: 'explain-pair',
    text: PAIR,
    values: [vacancyId, candidateId],
  });
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  const text = quotedText(openText(keys, row));
  const explanation = explainPerson({ ...row, text }, row, taxonomy);
  const { tier, score, fit, reverseFit } = explanation.score;
  const key = versionKey(versions(taxonomy));
  await prisma.$transaction(async (tx) => {
    await noteOpening(tx, actor, { vacancyId, candidateId, score, rank: row.rank, versions: key });
    await appendLook(database, tx, {
      actor,
      action: 'match.viewed',
      subject: `candidate:${candidateId}`,
      facts: { vacancyId, score, versions: key, ...(row.rank === null ? {} : { rank: row.rank }) },
    });
  });
  const ranked =
    row.rank === null
      ? null
      : {
          rank: row.rank,
          tier: row.tier,
          score: row.score,
          fit: row.fit,
          reverseFit: row.reverse_fit,
          versions: row.versions,
        };
  return {
    vacancyId,
    candidate: maskCandidate(candidateId),
    ranked,
    tier,
    score,
    fit,
    reverseFit,
    versions: key,
    reading: presentQuality(row),
    isCurrent: ranked !== null && ranked.score === score && ranked.tier === tier && ranked.versions === key,
    ...presentExplanation(explanation, { text, pages: row.pages }, vacancyText(row)),
  };
}

const PAIR = `
  SELECT v.title, e.name AS employer, v.description, v.reading, v.requirement, p.profile, p.features, ${STORED_TEXT}, t.pages,
         cv.quality, cv.quality_reasons, cv.confidence, m.*
    FROM vacancy v
    JOIN employer e ON e.id = v.employer_id
    JOIN profile p ON p.candidate_id = $2 AND ${mayBeRanked('p.candidate_id')}
    JOIN cv ON cv.id = p.cv_id
    JOIN cv_text t ON t.cv_id = p.cv_id
    LEFT JOIN LATERAL (${standingOf('$2')}) m ON true
   WHERE v.id = $1`;
