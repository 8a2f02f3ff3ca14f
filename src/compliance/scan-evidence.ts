import { ScannerAwayError, type VirusScanner } from '../documents/virus-scanner.js';
import { Problem } from '../http/problem.js';
import { readBytes, type Storage } from '../storage/storage.js';

/**
 * Has a stored file looked at by the virus scanner, where one is set.
 *
 * @returns when it was scanned; null: there is no scanner.
 * @throws Problem `file_infected`; `scanner_unavailable`: whoever files it is still there to try again, so it does not
 *   wait as a CV would.
 */
export async function scanEvidence(
  storage: Storage,
  scanner: VirusScanner | null,
  key: string,
): Promise<Date | null> {
  if (!scanner) return null;
  const bytes = await readBytes(storage, key);
  let verdict;
  try {
    verdict = await scanner.scan(bytes);
  } catch (error) {
    if (error instanceof ScannerAwayError) throw new Problem('scanner_unavailable', { cause: error });
    throw error;
  }
  if (!verdict.clean) throw new Problem('file_infected');
  return new Date();
}
