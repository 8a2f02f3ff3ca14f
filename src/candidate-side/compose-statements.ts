import type pg from 'pg';
import type { Profile } from '../understanding/profile.js';
import { STATEMENTS_HEAD } from '../cvs/quote.js';

/** What a candidate has said of what was read. */
export interface Corrections {
  /** Sentences in their words, that stand after the text of the CV; empty without any. */
  readonly statements: string;
  /** Concepts that they say are wrongly read. */
  readonly wrong: ReadonlySet<string>;
}

/** Corrections that stand, the oldest first, of all records of the person. */
export async function loadCorrections(
  client: Pick<pg.Pool, 'query'>,
  candidateId: string,
): Promise<Corrections> {
  const { rows } = await client.query<{ kind: string; concept_id: string | null; statement: string }>(
    `WITH RECURSIVE tree AS (
       SELECT $1::uuid AS id
       UNION ALL SELECT c.id FROM tree JOIN candidate c ON c.merged_into_id = tree.id)
     SELECT kind, concept_id, statement FROM correction
      WHERE candidate_id IN (SELECT id FROM tree) AND withdrawn_at IS NULL ORDER BY made_at, id`,
    [candidateId],
  );
  const stated = rows.filter(({ kind }) => kind !== 'wrong').map(({ statement }) => `- ${statement}`);
  return {
    statements: stated.length === 0 ? '' : `${STATEMENTS_HEAD}${stated.join('\n')}\n`,
    wrong: new Set(rows.flatMap(({ concept_id: conceptId }) => conceptId ?? [])),
  };
}

/**
 * A profile in which the CV's own words for these concepts show nothing any more, neither for nor against; what was
 * stated since still does.
 */
export function withoutWrong(profile: Profile, wrong: ReadonlySet<string>, cvLength: number): Profile {
  if (wrong.size === 0) return profile;
  return {
    ...profile,
    mentions: profile.mentions.filter(
      ({ conceptId, span }) => !wrong.has(conceptId) || span.start >= cvLength,
    ),
  };
}
