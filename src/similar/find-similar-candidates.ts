import type { z } from 'zod';
import { quoteOf } from '../cvs/quote.js';
import { presentQuality, type QualityRow } from '../cvs/reading-quality.js';
import { openTextIfPossible, quotedText, STORED_TEXT, type StoredText } from '../cvs/text/stored-text.js';
import type { Database } from '../database/client.js';
import type { PageSpan } from '../documents/reading.js';
import { Problem } from '../http/problem.js';
import { maskCandidate } from '../matches/present-match.js';
import { mayBeRanked } from '../matches/ranking-index-eligibility.js';
import type { RankingIndexStore } from '../matches/ranking-index-store.js';
import { evidenceOfConcept } from '../matching/concept-evidence.js';
import type { Features } from '../matching/features.js';
import { likenessOf, traitsOfPerson } from '../matching/similar-traits.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { Profile } from '../understanding/profile.js';
import { presentLikeness } from './present-likeness.js';
import type { similarCandidates } from './schema.js';

type View = z.input<typeof similarCandidates>;

interface Row extends StoredText, QualityRow {
  readonly candidate_id: string;
  readonly outward_code: string | null;
  readonly profile: Profile;
  readonly features: Features;
  readonly pages: readonly PageSpan[];
}

/**
 * The people most like somebody, by the terms of the score, each with what the two share. Found in this process's index,
 * which is brought up to date first, and worked out again from what is stored.
 *
 * @throws Problem `not_found`, also for a person without a readable CV or without consent.
 */
export async function findSimilarCandidates(
  { pool, keys }: Database,
  taxonomy: Taxonomy,
  people: RankingIndexStore,
  candidateId: string,
  limit: number,
): Promise<View> {
  const features = await featuresOfPerson({ pool }, candidateId);
  if (features === null) throw new Problem('not_found');
  const traits = traitsOfPerson(features, taxonomy);
  await people.refresh(pool);
  const found = people.index.similarTo(traits, { limit, except: candidateId });
  const { rows } = await pool.query<Row>({
    name: 'similar-candidates',
    text: `SELECT p.candidate_id, c.outward_code, p.profile, p.features, ${STORED_TEXT}, t.pages,
                  cv.quality, cv.quality_reasons, cv.confidence
             FROM profile p JOIN candidate c ON c.id = p.candidate_id JOIN cv_text t ON t.cv_id = p.cv_id
             JOIN cv ON cv.id = p.cv_id
            WHERE p.candidate_id = ANY($1::uuid[]) AND ${mayBeRanked('p.candidate_id')}`,
    values: [found.map(({ candidateId: id }) => id)],
  });
  const items = rows
    .map((row) => ({ row, likeness: likenessOf(traits, traitsOfPerson(row.features, taxonomy)) }))
    .sort(
      (a, b) =>
        b.likeness.similarity - a.likeness.similarity || (a.row.candidate_id < b.row.candidate_id ? -1 : 1),
    )
    .map(({ row, likeness }): View['items'][number] => {
      const { shared, ...presented } = presentLikeness(likeness, taxonomy);
      const words = openTextIfPossible(keys, row);
      return {
        candidate: maskCandidate(row.candidate_id),
        facts: {
          stage: row.profile.stage.stage,
          registration: row.profile.registration.state,
          outwardCode: row.outward_code,
        },
        reading: presentQuality(row),
        ...presented,
        shared: shared.map((one) => ({
          ...one,
          quote: words && strongestWords(one.trait, row, quotedText(words), taxonomy),
        })),
      };
    });
  return { candidate: maskCandidate(candidateId), items };
}

async function featuresOfPerson({ pool }: Pick<Database, 'pool'>, id: string): Promise<Features | null> {
  const { rows } = await pool.query<{ features: Features }>(
    `SELECT features FROM profile p WHERE candidate_id = $1 AND ${mayBeRanked('p.candidate_id')}`,
    [id],
  );
  return rows[0]?.features ?? null;
}

/** The words by which a CV shows a concept most strongly; null for a stage or a sector. */
function strongestWords(
  conceptId: string,
  { profile, pages }: Row,
  text: string,
  taxonomy: Taxonomy,
): View['items'][number]['shared'][number]['quote'] {
  const [strongest] = evidenceOfConcept(conceptId, profile, text, taxonomy);
  if (strongest === undefined) return null;
  const { span, highlight } = strongest;
  return quoteOf(text, span, pages, highlight);
}
