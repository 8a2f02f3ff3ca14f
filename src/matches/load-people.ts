import type pg from 'pg';
import type { Features } from '../matching/features.js';
import type { RankingIndex } from '../matching/ranking-index.js';
import { UUID_BYTES, uuidOfWords, wordsAt } from '../matching/uuid-words.js';
import { mayBeRanked } from './ranking-index-eligibility.js';

export type Reader = Pick<pg.Pool, 'query'>;

/** What a row of the answer says of a person: not to be ranked, to be read as JSON, or packed features follow. */
const WITHHELD = 0;
const AS_JSON = 1;
const HEAD_BYTES = UUID_BYTES + 8 + 1;

/**
 * SQL of one value that holds all rows of `people` end to end: per person id, revision, what follows, and packed
 * features with their length. A row each, with JSON, takes ten times as long to send and to read.
 * $1: version of the taxonomy that packed features have to be of.
 */
const ALL_IN_ONE = `
  SELECT count(*)::int AS count, max(p.revision)::text AS last,
         string_agg(uuid_send(p.candidate_id) || int8send(p.revision)
                    || CASE WHEN NOT p.may_be_ranked THEN '\\x00'::bytea
                            WHEN p.packed IS NULL OR p.taxonomy_version <> $1 THEN '\\x01'::bytea
                            ELSE '\\x02'::bytea || int4send(length(p.packed)) || p.packed END, ''::bytea
                    ORDER BY p.revision) AS people
    FROM people p`;

const COLUMNS = `p.candidate_id, p.revision, p.packed, p.taxonomy_version,
  ${mayBeRanked('p.candidate_id')} AS may_be_ranked`;

interface Answer {
  readonly count: number;
  readonly last: string | null;
  readonly people: Buffer | null;
}

/** Takes up to `limit` profiles with a revision above `revision` into the index. */
export async function takeProfilesAfter(
  reader: Reader,
  index: RankingIndex,
  taxonomyVersion: string,
  revision: string,
  limit: number,
): Promise<{ readonly count: number; readonly last: string }> {
  const { rows } = await reader.query<Answer>(
    `WITH people AS (SELECT ${COLUMNS} FROM profile p WHERE p.revision > $2 ORDER BY p.revision LIMIT $3) ${ALL_IN_ONE}`,
    [taxonomyVersion, revision, limit],
  );
  await takeAnswer(reader, index, rows[0]);
  return { count: rows[0]?.count ?? 0, last: rows[0]?.last ?? revision };
}

/** Takes the profiles of these people into the index, or takes them out. */
export async function takeProfilesOf(
  reader: Reader,
  index: RankingIndex,
  taxonomyVersion: string,
  candidateIds: readonly string[],
): Promise<void> {
  if (candidateIds.length === 0) return;
  const { rows } = await reader.query<Answer>(
    `WITH people AS (SELECT ${COLUMNS} FROM profile p WHERE p.candidate_id = ANY ($2::uuid[])) ${ALL_IN_ONE}`,
    [taxonomyVersion, candidateIds],
  );
  await takeAnswer(reader, index, rows[0]);
}

async function takeAnswer(reader: Reader, index: RankingIndex, answer: Answer | undefined): Promise<void> {
  const bytes = answer?.people ?? null;
  if (bytes === null) return;
  const asJson: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const id = wordsAt(bytes, at);
    const revision = Number(bytes.readBigInt64BE(at + UUID_BYTES));
    const what = bytes[at + UUID_BYTES + 8];
    at += HEAD_BYTES;
    if (what === WITHHELD) {
      index.remove(uuidOfWords(id));
    } else if (what === AS_JSON) {
      asJson.push(uuidOfWords(id));
    } else {
      const start = at + 4;
      at = start + bytes.readInt32BE(at);
      if (!index.holds(id, revision)) index.setPacked(id, revision, bytes, start, at);
    }
  }
  await takeFeatures(reader, index, asJson);
}

/** Those whose packed features are missing or of another taxonomy. */
async function takeFeatures(
  reader: Reader,
  index: RankingIndex,
  candidateIds: readonly string[],
): Promise<void> {
  if (candidateIds.length === 0) return;
  const { rows } = await reader.query<{ candidate_id: string; revision: string; features: Features }>(
    'SELECT candidate_id, revision, features FROM profile WHERE candidate_id = ANY ($1::uuid[])',
    [candidateIds],
  );
  for (const { candidate_id: id, revision, features } of rows) {
    if (index.revisionOf(id) !== Number(revision)) index.set(id, features, Number(revision));
  }
}
