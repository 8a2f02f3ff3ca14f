import type { VirusScanner } from '../documents/virus-scanner.js';
import { requireClean } from '../http/require-clean.js';
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
  await requireClean(scanner, await readBytes(storage, key));
  return new Date();
}
