import type { Reading } from '../documents/reading.js';
import { refusedReading } from '../documents/refusal.js';
import { sniffFormat } from '../documents/sniff.js';

/** What is stored of a document in which a virus was found: it is not read. @param signature As ClamAV names it. */
export async function infectedReading(bytes: Uint8Array, signature: string): Promise<Reading> {
  return refusedReading(await sniffFormat(bytes), 'infected', `ClamAV: ${signature}`.slice(0, 200));
}
