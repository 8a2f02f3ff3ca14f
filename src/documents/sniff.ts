import { fileTypeFromBuffer } from 'file-type';
import { isPlainText } from './formats/txt/decode-text.js';
import type { DocumentFormat } from './reading.js';

const BOM = [0xef, 0xbb, 0xbf];
/** Bytes that are looked at; what follows does not change the format. */
const SNIFFED = 64 * 1024;

/**
 * Tells the format of a document from its bytes alone; names and declared types are not trusted. Parsers are laxer than
 * this on purpose: pdf.js takes a PDF that starts after 2,000 bytes of HTML, browsers run that HTML.
 *
 * @param head The first bytes of the file, 4,100 or more where it has them; all of it is welcome too.
 * @returns null where the format is not one that is read: pictures, programs, HTML, RTF, old Word, spreadsheets.
 */
export async function sniffFormat(head: Uint8Array): Promise<DocumentFormat | null> {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, SNIFFED));
  if (startsWith(bytes, '%PDF-')) return 'pdf';
  if (startsWith(bytes, 'PK\x03\x04')) return (await isWordPackage(bytes)) ? 'docx' : null;
  return isPlainText(bytes) && !isOtherTextFormat(bytes) ? 'txt' : null;
}

/** An encrypted Office file is an OLE compound file whose directory names an `EncryptedPackage` stream, in UTF-16. */
export function isEncryptedOffice(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (
    buffer.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex')) &&
    buffer.includes(Buffer.from('EncryptedPackage', 'utf16le'))
  );
}

function startsWith(bytes: Buffer, magic: string): boolean {
  const offset = magic === '%PDF-' && BOM.every((byte, index) => bytes[index] === byte) ? BOM.length : 0;
  return bytes.subarray(offset, offset + magic.length).equals(Buffer.from(magic, 'latin1'));
}

/**
 * A ZIP that declares itself a Word document in `[Content_Types].xml`, or that holds `word/document.xml`. Templates and
 * macro documents count: their text is the same. Local headers are searched as bytes, because a picture that comes
 * first pushes the telling entries out of reach of a parser that walks them.
 */
async function isWordPackage(bytes: Buffer): Promise<boolean> {
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (type && ['docx', 'docm', 'dotx', 'dotm'].includes(type.ext)) return true;
  const unclear = type === undefined || type.ext === 'zip';
  return unclear && bytes.includes('word/document.xml', 0, 'latin1');
}

/** Formats that are text to the eye but not a CV in plain text. */
function isOtherTextFormat(bytes: Buffer): boolean {
  const start = bytes
    .toString('latin1', 0, 1024)
    .replace(/^(ï»¿|ÿþ|þÿ)/, '')
    .replaceAll('\0', '')
    .trimStart();
  const isMarkup = /^<[!?/a-z]/i.test(start);
  const isRichText = start.startsWith('{\\rtf');
  const isPostScript = start.startsWith('%!');
  const isScript = start.startsWith('#!');
  const isMail = /^(from|received|return-path|mime-version|delivered-to): .*\n([\w-]+: |\s)/i.test(start);
  const isPdfBehindSomething = bytes.includes('%PDF-', 0, 'latin1');
  return isMarkup || isRichText || isPostScript || isScript || isMail || isPdfBehindSomething;
}
