import type { DocumentReader } from '../documents/reader.js';
import { EXTRACTOR_VERSION, type Reading } from '../documents/reading.js';
import { ScannerAwayError, type VirusScanner } from '../documents/virus-scanner.js';
import type { JobPayload } from '../queue/contracts.js';
import { pauseClaim } from '../queue/lease.js';
import type { WorkContext } from '../queue/work-context.js';
import { readIfStored, type Storage } from '../storage/storage.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { failCv, withClaimedCv, type CvStage } from './claim-cv.js';
import { infectedReading } from './infected-reading.js';
import { noteScan } from './note-scan.js';
import { storeReading } from './store-reading.js';

export interface ExtractContext extends WorkContext {
  readonly storage: Storage;
  readonly reader: Pick<DocumentReader, 'read'>;
  /** Null: documents are not scanned for viruses. */
  readonly scanner: VirusScanner | null;
  readonly taxonomy: Taxonomy;
}

const STAGE: CvStage = { extractor: EXTRACTOR_VERSION };

/**
 * Reads a CV's document, for the first time or because another extractor has read it, and stores its text with the
 * outcome; then its profile, or its ranking, is owed. A document that cannot be read is an outcome, not a fault.
 */
export function extractCv(context: ExtractContext, { cvId }: JobPayload<'extract-cv'>): Promise<void> {
  const { database, taxonomy, log, enqueue } = context;
  return withClaimedCv(context, cvId, STAGE, async (claim) => {
    const bytes = await readIfStored(context.storage, claim.storageKey);
    if (!bytes) {
      await failCv(database.pool, claim, 'missing', STAGE);
      log.error({ cvId }, 'the document of a CV is not in storage');
      return;
    }
    const reading = await scanAndRead(context, cvId, bytes);
    if (!reading) {
      await pauseClaim(database.pool, 'cv', claim);
      return;
    }
    const stored = await storeReading(database, claim, reading, taxonomy);
    if (stored.state === 'fenced') {
      log.warn({ cvId, epoch: claim.epoch }, 'dropped a reading: another worker has the CV now');
      return;
    }
    const { outcome, format, flags, text, quality } = reading;
    const facts = { cvId, outcome, format, flags, quality: quality.grade, characters: text.length };
    if (stored.state === 'kept') log.warn(facts, 'could not read a CV that was read before: its text stays');
    else log.info(facts, 'read a CV');
    if (stored.state === 'profile') await enqueue('profile-cv', { cvId }, { revision: claim.epoch });
    if (stored.state === 'understood')
      await enqueue('rank-candidate', { candidateId: claim.candidateId }, { revision: stored.revision });
  });
}

/**
 * What was not scanned, where it should be, is not read.
 *
 * @returns null: the scanner is away, and the document has to wait for it, however long that takes.
 */
async function scanAndRead(
  { database, scanner, reader, log }: ExtractContext,
  cvId: string,
  bytes: Uint8Array,
): Promise<Reading | null> {
  let verdict;
  try {
    verdict = await scanner?.scan(bytes);
  } catch (error) {
    if (!(error instanceof ScannerAwayError)) throw error;
    log.warn({ err: error }, 'the virus scanner is away: a CV waits for it');
    return null;
  }
  if (verdict) await noteScan(database.pool, cvId);
  if (!verdict || verdict.clean) return reader.read(bytes);
  return infectedReading(bytes, verdict.signature);
}
