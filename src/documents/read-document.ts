import type { Extract } from './formats/format.js';
import { formatReaders } from './formats/registry.js';
import { judgeText } from './judge-text.js';
import { joinPages } from './normalise/join-pages.js';
import { normalisePage } from './normalise/normalise-page.js';
import type { DocumentFormat, Outcome, Reading, ReadingFlag } from './reading.js';
import { isAllocationFailure, OUT_OF_MEMORY, Refusal, refusedReading } from './refusal.js';
import { isEncryptedOffice, sniffFormat } from './sniff.js';

/**
 * Reads a document: format by bytes, text by the format's reader, normalised, judged. Same bytes, same reading. Never
 * rejects; runs in the sandbox only, where a hostile file may still hang it, swell it or end it.
 */
export async function readDocument(bytes: Uint8Array): Promise<Reading> {
  let format: DocumentFormat | null = null;
  try {
    format = await formatOf(bytes);
    return assemble(format, await formatReaders[format](bytes));
  } catch (error) {
    const { outcome, detail } = refusalFor(error);
    return refusedReading(format, outcome, detail);
  }
}

async function formatOf(bytes: Uint8Array): Promise<DocumentFormat> {
  if (bytes.byteLength === 0) throw new Refusal('corrupt', 'the file is empty');
  const format = await sniffFormat(bytes);
  if (format) return format;
  if (isEncryptedOffice(bytes)) throw new Refusal('encrypted', 'an Office file with a password');
  throw new Refusal('unsupported', 'not a PDF, a Word document or plain text');
}

function assemble(format: DocumentFormat, extract: Extract): Reading {
  const normal = extract.pages.map(normalisePage);
  const { text, pages, truncated } = joinPages(normal.map((page) => page.text));
  judgeText(extract.pages.join('\n'), text, extract.picturePages);
  const flags = new Set<ReadingFlag>(extract.flags);
  if (normal.some((page) => page.invisible)) flags.add('invisible_characters');
  if (extract.picturePages > 0) flags.add('picture_page');
  return {
    outcome: 'read',
    format,
    text,
    pages,
    truncated: truncated || extract.truncated,
    flags: [...flags].sort(),
    detail: null,
  };
}

/** Messages of parsers may quote the document, so only the error's kind goes into the detail. */
function refusalFor(error: unknown): { outcome: Exclude<Outcome, 'read'>; detail: string } {
  if (error instanceof Refusal) return error;
  if (isAllocationFailure(error)) return { outcome: 'too_large', detail: OUT_OF_MEMORY };
  const kind = error instanceof Error ? error.name : typeof error;
  return { outcome: 'corrupt', detail: `the parser gave up (${kind.slice(0, 40)})` };
}
