import type { DocumentReader } from '../../documents/reader.js';
import type { Outcome } from '../../documents/reading.js';
import { sniffFormat } from '../../documents/sniff.js';
import { ViewerBusyError } from '../../documents/viewer/turns.js';
import type { VirusScanner } from '../../documents/virus-scanner.js';
import { Problem } from '../../http/problem.js';
import { requireClean } from '../../http/require-clean.js';
import { MAX_DESCRIPTION } from '../schema.js';

export interface AdvertReading {
  /** Reads in a sandboxed process: a document is never parsed in the process that answers requests. */
  readonly reader: Pick<DocumentReader, 'read'>;
  /** Null: documents are not scanned for viruses. */
  readonly scanner: VirusScanner | null;
}

const RETRY_AFTER = '20';

const BY_OUTCOME: Readonly<Record<Exclude<Outcome, 'read' | 'unsupported' | 'infected'>, string>> = {
  needs_ocr: 'No text could be read in this file: it is a scan or a photo. Choose the original document.',
  no_text: 'No text could be read in this file. If it is a scan or a photo, choose the original document.',
  encrypted: 'The selected file is password protected. Choose a copy without a password.',
  corrupt: 'The file is damaged and cannot be opened. Save the advert again and choose the new file.',
  garbled:
    'The text of this document cannot be read: its letters come out as other signs. Choose a Word document.',
  too_large: 'This document is too large to be read. Choose a shorter one, or paste the advert.',
  timed_out: 'Reading this document took too long. Choose a simpler one, or paste the advert.',
};

/**
 * The text of an advert that came as a document. It is not kept.
 *
 * @throws Problem `file_empty`, `unsupported_file`, `file_infected`, `scanner_unavailable`, `document_reader_busy`, or
 *   `unreadable_document` with the outcome of reading as its fault.
 */
export async function readAdvert({ reader, scanner }: AdvertReading, bytes: Uint8Array): Promise<string> {
  if (bytes.byteLength === 0) throw new Problem('file_empty');
  // What is no document costs no process.
  if ((await sniffFormat(bytes.subarray(0, 64 * 1024))) === null) throw new Problem('unsupported_file');
  if (scanner) await requireClean(scanner, bytes);
  const { outcome, text } = await read(reader, bytes);
  if (outcome === 'unsupported') throw new Problem('unsupported_file');
  if (outcome === 'infected') throw new Problem('file_infected');
  if (outcome !== 'read')
    throw new Problem('unreadable_document', {
      detail: BY_OUTCOME[outcome],
      errors: [{ field: 'file', message: outcome }],
    });
  if (text.length > MAX_DESCRIPTION)
    throw new Problem('unreadable_document', {
      detail: BY_OUTCOME.too_large,
      errors: [{ field: 'file', message: 'too_large' }],
    });
  return text;
}

async function read(reader: AdvertReading['reader'], bytes: Uint8Array): ReturnType<DocumentReader['read']> {
  try {
    return await reader.read(bytes);
  } catch (error) {
    if (!(error instanceof ViewerBusyError)) throw error;
    throw new Problem('document_reader_busy', { cause: error, headers: { 'retry-after': RETRY_AFTER } });
  }
}
