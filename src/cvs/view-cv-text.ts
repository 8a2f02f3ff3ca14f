import type { Database } from '../database/client.js';
import type { PageSpan, WordPlace } from '../documents/reading.js';
import { Problem } from '../http/problem.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { Assertion, Profile, StageReading } from '../understanding/profile.js';
import { openText, STORED_TEXT, type StoredText } from './text/stored-text.js';

/** A place in a CV's text where a concept is named, as `[start, end)` of UTF-16 offsets. */
export interface TextMention {
  readonly start: number;
  readonly end: number;
  readonly assertion: Assertion;
  readonly label: string;
}

export interface CvText {
  readonly cvId: string;
  readonly format: string;
  readonly text: string;
  readonly pages: readonly PageSpan[];
  /** Of pages that are pictures. */
  readonly recognisedWords: readonly WordPlace[];
  readonly mentions: readonly TextMention[];
  readonly stage: StageReading;
  /** As the CV gives it; null: it gives none. */
  readonly hcpcNumber: string | null;
  /** READING_FLAGS of the document. */
  readonly flags: readonly string[];
  /** Pieces of the document that no reader of it sees; they are in no offset of `text`. */
  readonly hiddenText: readonly string[];
}

/**
 * The text of the CV that a person is ranked by, with what was found in it. Whoever shows it records that it was seen.
 *
 * @throws Problem `not_found` when the person has no CV that was read; `text_unavailable`.
 */
export async function viewCvText(
  { pool, keys }: Database,
  taxonomy: Taxonomy,
  candidateId: string,
): Promise<CvText> {
  const { rows } = await pool.query<
    StoredText & {
      readonly format: string;
      readonly flags: readonly string[];
      readonly pages: readonly PageSpan[];
      readonly recognised_words: readonly WordPlace[];
      readonly profile: Profile;
    }
  >({
    name: 'view-cv-text',
    text: `SELECT ${STORED_TEXT}, cv.format, cv.flags, t.pages, t.recognised_words, p.profile
             FROM profile p JOIN cv_text t ON t.cv_id = p.cv_id JOIN cv ON cv.id = p.cv_id
            WHERE p.candidate_id = $1`,
    values: [candidateId],
  });
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  const { text, hiddenText } = openText(keys, row);
  return {
    cvId: row.cv_id,
    format: row.format,
    text,
    pages: row.pages,
    recognisedWords: row.recognised_words,
    stage: row.profile.stage,
    hcpcNumber: row.profile.registration.number,
    flags: row.flags,
    hiddenText,
    mentions: row.profile.mentions.map(({ conceptId, span, assertion }) => ({
      ...span,
      assertion,
      label: taxonomy.concepts.get(conceptId)?.label ?? conceptId,
    })),
  };
}
