import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { ReadingFlag } from '../../reading.js';

/** Bytes after the last `%%EOF` that no PDF writer leaves there. */
const TRAILING = 1024;

/**
 * What the file carries beside its pages. The bytes are searched first: names stand in clear text unless they are inside
 * object streams, and only then is pdf.js asked, which inflates the attachments.
 */
export async function fileFlags(bytes: Uint8Array, document: PDFDocumentProxy): Promise<ReadingFlag[]> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags: ReadingFlag[] = [];
  const end = buffer.lastIndexOf('%%EOF', undefined, 'latin1');
  if (end !== -1 && buffer.length - end > TRAILING) flags.push('trailing_data');
  const hasObjectStreams = buffer.includes('/ObjStm', 0, 'latin1');
  if (holds(buffer, '/EmbeddedFile') || (hasObjectStreams && (await hasAttachments(document)))) {
    flags.push('embedded_file');
  }
  const isActive = holds(buffer, '/JavaScript') || holds(buffer, '/JS') || holds(buffer, '/Launch');
  if (isActive || (await document.getJSActions()) !== null) flags.push('javascript');
  return flags;
}

/** True when a name that starts with `name` and ends there, or goes on in letters (`/EmbeddedFiles`), stands in the bytes. */
function holds(buffer: Buffer, name: string): boolean {
  for (let at = buffer.indexOf(name, 0, 'latin1'); at !== -1; at = buffer.indexOf(name, at + 1, 'latin1')) {
    const next = buffer.toString('latin1', at + name.length, at + name.length + 2);
    if (/^(s?[\s/<[(>\]]|$)/.test(next)) return true;
  }
  return false;
}

async function hasAttachments(document: PDFDocumentProxy): Promise<boolean> {
  return ((await document.getAttachments()) as unknown) !== null;
}
