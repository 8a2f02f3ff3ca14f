import { ScannerAwayError, type VirusScanner } from '../documents/virus-scanner.js';
import { readIfStored } from '../storage/storage.js';
import { takeClaim } from './claim-cv.js';
import type { ExtractContext } from './extract-cv.js';
import { infectedReading } from './infected-reading.js';
import { noteScan } from './note-scan.js';
import { storeReading } from './store-reading.js';

/** Of one call, so that new uploads do not wait long for the scanner: 100,000 old CVs take four days of hourly calls. */
const MOST = 1_000;
/** Documents that are listed at once. */
const PORTION = 100;

export interface ScanContext extends Omit<ExtractContext, 'reader' | 'scanner'> {
  readonly scanner: VirusScanner;
}

export interface StoredScans {
  readonly clean: number;
  readonly infected: number;
  /** Of which the scanner cannot say, such as documents larger than it takes; they are tried again another time. */
  readonly unsaid: number;
  /** Of which storage has nothing. */
  readonly missing: number;
  /** Where the next call goes on, as an id of a CV; null: with the newest again, since every document has had its turn. */
  readonly before: string | null;
}

interface ScanOptions {
  readonly most?: number;
  /** From the call before, so that documents that can never be scanned do not keep the older ones from their turn. */
  readonly before?: string | null;
  /** Ends it after the document that is being scanned. */
  readonly stopping?: AbortSignal | undefined;
}

interface UnscannedCv {
  readonly id: string;
  readonly storageKey: string;
}

/**
 * Scans documents that were read while no scanner was set, the newest first, and stores what is found as it is at an
 * upload. Ends early where the scanner is away.
 */
export async function scanStoredCvs(
  context: ScanContext,
  { most = MOST, before = null, stopping }: ScanOptions = {},
): Promise<StoredScans> {
  const { database, log } = context;
  const scans = { clean: 0, infected: 0, unsaid: 0, missing: 0, before };
  const left = (): number => most - scans.clean - scans.infected - scans.unsaid;
  while (left() > 0) {
    const { rows }: { rows: UnscannedCv[] } = await database.pool.query<UnscannedCv>(
      `SELECT id, storage_key AS "storageKey" FROM cv
        WHERE scanned_at IS NULL AND status <> 'received' AND outcome IS DISTINCT FROM 'infected'
          AND ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2`,
      [scans.before, Math.min(PORTION, left())],
    );
    for (const cv of rows) {
      if (stopping?.aborted) return scans;
      try {
        scans[await scanOne(context, cv)] += 1;
      } catch (error) {
        if (error instanceof ScannerAwayError) {
          log.warn({ err: error }, 'the virus scanner is away: stored CVs wait for it');
          return scans;
        }
        scans.unsaid += 1;
        log.warn({ err: error, cvId: cv.id }, 'a stored CV could not be scanned');
      }
      scans.before = cv.id;
    }
    if (rows.length === 0) return { ...scans, before: null };
  }
  return scans;
}

async function scanOne(
  context: ScanContext,
  { id, storageKey }: UnscannedCv,
): Promise<Exclude<keyof StoredScans, 'before'>> {
  const { database, storage, scanner, taxonomy, log } = context;
  const bytes = await readIfStored(storage, storageKey);
  if (!bytes) return 'missing';
  const verdict = await scanner.scan(bytes);
  if (verdict.clean) {
    await noteScan(database.pool, id);
    return 'clean';
  }
  const claim = await takeClaim(context, id);
  // Whoever has it now, another call of this finds it next time.
  if (!claim) return 'unsaid';
  const stored = await storeReading(
    database,
    claim,
    await infectedReading(bytes, verdict.signature),
    taxonomy,
  );
  if (stored.state === 'fenced') return 'unsaid';
  await noteScan(database.pool, id);
  log.warn({ cvId: id }, 'found a virus in a stored CV: nobody can open it any more');
  return 'infected';
}
