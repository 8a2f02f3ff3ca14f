import type { DocumentReader } from '../documents/reader.js';
import { EXTRACTOR_VERSION, type Reading } from '../documents/reading.js';
import type { JobPayload } from '../queue/contracts.js';
import { inTransaction } from '../queue/in-transaction.js';
import { END_LEASE } from '../queue/lease.js';
import type { WorkContext } from '../queue/work-context.js';
import { ObjectMissingError, readBytes, type Storage } from '../storage/storage.js';
import { failCv, withClaimedCv, type ClaimedCv } from './claim-cv.js';

export interface ExtractContext extends WorkContext {
  readonly storage: Storage;
  readonly reader: DocumentReader;
}

/**
 * Reads a CV's document and stores its text with the outcome; then its profile is owed. A document that cannot be read
 * is an outcome, not a fault.
 */
export function extractCv(context: ExtractContext, { cvId }: JobPayload<'extract-cv'>): Promise<void> {
  return withClaimedCv(context, cvId, null, async (claim) => {
    const bytes = await readStored(context.storage, claim.storageKey);
    if (!bytes) {
      await failCv(context.database.pool, claim, 'missing', null);
      context.log.error({ cvId }, 'the document of a CV is not in storage');
      return;
    }
    const reading = await context.reader.read(bytes);
    if (!(await storeReading(context, claim, reading))) {
      context.log.warn({ cvId, epoch: claim.epoch }, 'dropped a reading: another worker has the CV now');
      return;
    }
    const { outcome, format, flags } = reading;
    context.log.info({ cvId, outcome, format, flags, characters: reading.text.length }, 'read a CV');
    if (outcome === 'read') await context.enqueue('profile-cv', { cvId }, { revision: claim.epoch });
  });
}

async function readStored(storage: Storage, key: string): Promise<Uint8Array | null> {
  try {
    return await readBytes(storage, key);
  } catch (error) {
    if (error instanceof ObjectMissingError) return null;
    throw error;
  }
}

/** Text and outcome together, if the claim still stands; false: it does not, and nothing was written. */
async function storeReading(
  { database }: ExtractContext,
  { id, epoch }: ClaimedCv,
  reading: Reading,
): Promise<boolean> {
  const { outcome, flags, detail } = reading;
  return inTransaction(database.pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE cv SET status = $3, outcome = $4, detail = $5, flags = $6, extractor_version = $7, read_at = now(),
                     ${END_LEASE}
        WHERE id = $1 AND epoch = $2`,
      [id, epoch, outcome === 'read' ? 'read' : 'unreadable', outcome, detail, flags, EXTRACTOR_VERSION],
    );
    if (rowCount !== 1) return false;
    if (outcome !== 'read') return true;
    await client.query(
      `INSERT INTO cv_text (cv_id, text, pages, truncated) VALUES ($1, $2, $3, $4)
       ON CONFLICT (cv_id) DO UPDATE
         SET text = excluded.text, pages = excluded.pages, truncated = excluded.truncated`,
      [id, withoutNul(reading.text), JSON.stringify(reading.pages), reading.truncated],
    );
    return true;
  });
}

/** PostgreSQL's text cannot hold U+0000; a space keeps every offset where it is. */
function withoutNul(text: string): string {
  return text.replaceAll('\u0000', ' ');
}
