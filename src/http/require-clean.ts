import { ScannerAwayError, type VirusScanner } from '../documents/virus-scanner.js';
import { Problem } from './problem.js';

/**
 * For files whose sender waits for the answer and can try again.
 *
 * @throws Problem `file_infected` or `scanner_unavailable`.
 */
export async function requireClean(scanner: VirusScanner, bytes: Uint8Array): Promise<void> {
  let verdict;
  try {
    verdict = await scanner.scan(bytes);
  } catch (error) {
    if (error instanceof ScannerAwayError) throw new Problem('scanner_unavailable', { cause: error });
    throw error;
  }
  if (!verdict.clean) throw new Problem('file_infected');
}
