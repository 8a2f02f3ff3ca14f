import type pg from 'pg';
import { loadCorrections } from '../candidate-side/compose-statements.js';
import type { Database } from '../database/client.js';
import { EXTRACTOR_VERSION, type Reading } from '../documents/reading.js';
import { inTransaction } from '../queue/in-transaction.js';
import { END_LEASE } from '../queue/lease.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { ClaimedCv } from './claim-cv.js';
import { storeProfile, understand } from './profile-cv.js';
import { figuresOf, NOT_READ_AGAIN } from './reading-quality.js';
import { storeText } from './text/store-text.js';
import { readTextIfPossible } from './text/stored-text.js';

/**
 * What became of a reading:
 *
 * - `fenced`: the claim was lost, and nothing was written
 * - `profile`: the text has still to be understood
 * - `understood`: the text of a CV in use changed, and so did its profile
 * - `done`: nothing follows, since the document cannot be read or says what it said before
 * - `kept`: the document was read before and cannot be read now; the text stays, doubted
 */
export type StoredReading =
  | { readonly state: 'fenced' | 'profile' | 'done' | 'kept' }
  | { readonly state: 'understood'; readonly revision: string };

/**
 * Stores a reading with its quality, if the claim still stands. A CV that is in use gets its new text and the profile of
 * that text in one transaction, so that no quote ever points into another text than its own.
 */
export function storeReading(
  { pool, keys }: Database,
  claim: ClaimedCv,
  read: Reading,
  taxonomy: Taxonomy,
): Promise<StoredReading> {
  const reading = { ...read, text: withoutNul(read.text), hiddenText: read.hiddenText.map(withoutNul) };
  return inTransaction(pool, (client) => {
    // A virus that is known by now: nobody is to open that file.
    if (claim.status !== 'ready' || reading.outcome === 'infected')
      return storeFirst(client, keys, claim, reading);
    if (reading.outcome !== 'read') return keepText(client, claim);
    return storeAgain(client, keys, claim, reading, taxonomy);
  });
}

async function storeFirst(
  client: pg.PoolClient,
  keys: Database['keys'],
  claim: ClaimedCv,
  reading: Reading,
): Promise<StoredReading> {
  const isRead = reading.outcome === 'read';
  if (!(await storeOutcome(client, claim, reading, isRead ? 'read' : 'unreadable')))
    return { state: 'fenced' };
  if (!isRead) return { state: 'done' };
  await storeText(client, keys, claim.id, reading);
  return { state: 'profile' };
}

async function storeAgain(
  client: pg.PoolClient,
  keys: Database['keys'],
  claim: ClaimedCv,
  reading: Reading,
  taxonomy: Taxonomy,
): Promise<StoredReading> {
  // In the order of everything that writes a profile: the person first.
  await client.query('SELECT 1 FROM candidate WHERE id = $1 FOR NO KEY UPDATE', [claim.candidateId]);
  if (!(await storeOutcome(client, claim, reading, 'ready'))) return { state: 'fenced' };
  // The document has the words of a text whose key is lost: that text is made anew, and what was stated since put to it.
  const before = await readTextIfPossible(client, keys, claim.id);
  if (before?.text === reading.text) {
    await storeText(client, keys, claim.id, reading, before.statements);
    return { state: 'done' };
  }
  const corrections = await loadCorrections(client, claim.candidateId);
  const understood = understand(reading.text, corrections, taxonomy);
  const written = await storeProfile(client, keys, claim, understood, taxonomy);
  // A newer CV is still to be understood: until then the profile's quotes are of this text as it was.
  if (written.state === 'superseded' && (await speaks(client, claim))) return { state: 'done' };
  await storeText(client, keys, claim.id, reading, understood.statements);
  if (written.state === 'stored') return { state: 'understood', revision: written.revision };
  return { state: written.state === 'fenced' ? 'fenced' : 'done' };
}

/** Whether the person's profile was made of this CV. */
async function speaks(client: pg.PoolClient, { id }: ClaimedCv): Promise<boolean> {
  const { rowCount } = await client.query('SELECT 1 FROM profile WHERE cv_id = $1', [id]);
  return rowCount === 1;
}

/** The text that people are ranked by stays; that this program cannot read the document is for a person to look at. */
async function keepText(client: pg.PoolClient, { id, epoch }: ClaimedCv): Promise<StoredReading> {
  const { rowCount } = await client.query(
    `UPDATE cv SET quality = 'doubtful', quality_reasons = ARRAY[$4], reviewed_at = NULL, extractor_version = $3,
                   ${END_LEASE}
      WHERE id = $1 AND epoch = $2`,
    [id, epoch, EXTRACTOR_VERSION, NOT_READ_AGAIN],
  );
  return { state: rowCount === 1 ? 'kept' : 'fenced' };
}

async function storeOutcome(
  client: pg.PoolClient,
  { id, epoch }: ClaimedCv,
  { outcome, flags, detail, quality }: Reading,
  status: 'read' | 'ready' | 'unreadable',
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE cv SET status = $3, outcome = $4, detail = $5, flags = $6, extractor_version = $7, quality = $8,
                   quality_reasons = $9, confidence = $10, quality_figures = $11, read_at = now(), ${END_LEASE},
                   reviewed_at = CASE WHEN quality = $8 AND quality_reasons = $9 AND outcome = $4 AND flags = $6 THEN reviewed_at END
      WHERE id = $1 AND epoch = $2`,
    [
      ...[id, epoch, status, outcome, detail, flags, EXTRACTOR_VERSION],
      ...[quality.grade, quality.reasons, quality.confidence, JSON.stringify(figuresOf(quality))],
    ],
  );
  return rowCount === 1;
}

/** PostgreSQL's text cannot hold U+0000; a space keeps every offset where it is. */
function withoutNul(text: string): string {
  return text.replaceAll('\u0000', ' ');
}
