import { fileTypeFromBuffer } from 'file-type';
import { isWebArchive } from './formats/html/web-archive.js';
import { isPlainText } from './formats/txt/decode-text.js';
import type { DocumentFormat } from './reading.js';

const BOM = [0xef, 0xbb, 0xbf];
/** Bytes that are looked at; what follows does not change the format. */
const SNIFFED = 64 * 1024;

/**
 * Tells the format of a document from its bytes alone; names and declared types are not trusted. Parsers are laxer than
 * this on purpose: pdf.js takes a PDF that starts after 2,000 bytes of HTML, browsers run that HTML.
 *
 * @param head The first bytes of the file, 64 KB where it has them; all of it is welcome too.
 * @returns null where the format is not one that is read: programs, spreadsheets, other pictures. `doc` stands for every
 *   OLE compound file, whose directory may lie anywhere in it: its reader tells Word files from others.
 */
export async function sniffFormat(head: Uint8Array): Promise<DocumentFormat | null> {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, SNIFFED));
  if (startsWith(bytes, '%PDF-')) return 'pdf';
  if (startsWith(bytes, 'PK\x03\x04')) {
    if (isOpenDocumentText(bytes)) return 'odt';
    return (await isWordPackage(bytes)) ? 'docx' : null;
  }
  const picture = PICTURES.find(({ magic }) => startsWith(bytes, magic));
  if (picture) return picture.format;
  if (startsWith(bytes, OLE)) return 'doc';
  if (startsWith(bytes, '{\\rtf')) return 'rtf';
  if (!isPlainText(bytes) || isPdfBehindSomething(bytes)) return null;
  if (isWebPage(bytes) || isWebArchive(bytes.toString('latin1').trimStart())) return 'html';
  return isOtherTextFormat(bytes) ? null : 'txt';
}

/** OLE compound file ([MS-CFB] 2.2). */
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
const PICTURES: readonly { readonly magic: string; readonly format: DocumentFormat }[] = [
  { magic: '\xff\xd8\xff', format: 'jpeg' },
  { magic: '\x89PNG\r\n\x1a\n', format: 'png' },
  { magic: 'II*\0', format: 'tiff' },
  { magic: 'MM\0*', format: 'tiff' },
];
/** Brands of ISO/IEC 14496-12 files that hold a still picture in HEVC or AV1. */
const PHONE_BRANDS = /^(hei[cxms]|hev[cxms]|mif1|msf1|avif|avis)$/;

/** True for the photos that phones take unless they are told otherwise (HEIC, HEIF, AVIF); they are not read. */
export function isPhoneFormat(head: Uint8Array): boolean {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 12)).toString('latin1');
  return start.slice(4, 8) === 'ftyp' && PHONE_BRANDS.test(start.slice(8, 12));
}

/** True for a ZIP that is nothing but a collection of files: no Office document, book or program. */
export async function isArchive(head: Uint8Array): Promise<boolean> {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, SNIFFED));
  if (startsWith(bytes, 'PK\x05\x06')) return true;
  if (!startsWith(bytes, 'PK\x03\x04') || (await sniffFormat(bytes)) !== null) return false;
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return (type === undefined || type.ext === 'zip') && !bytes.includes('[Content_Types].xml', 0, 'latin1');
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

/** The first entry of an OpenDocument package says what it is, uncompressed (ODF 1.3, part 2, 3.3). */
function isOpenDocumentText(bytes: Buffer): boolean {
  return /^mimetypeapplication\/vnd\.oasis\.opendocument\.text(-template)?(PK|$)/.test(
    bytes.toString('latin1', 30, 90),
  );
}

/** A page of HTML: its document type or one of the elements that pages begin with, ahead of any text. */
function isWebPage(bytes: Buffer): boolean {
  const start = startOfText(bytes, 4_096).replace(/^(<\?xml[^>]*>|<!--[\s\S]*?-->|\s)+/, '');
  return /^<(!doctype html|html|head|body|div|p|h1|table|meta|title)\b/i.test(start);
}

function isPdfBehindSomething(bytes: Buffer): boolean {
  return bytes.includes('%PDF-', 0, 'latin1');
}

/** The beginning in ASCII, whatever the encoding. */
function startOfText(bytes: Buffer, length: number): string {
  return bytes
    .toString('latin1', 0, length)
    .replace(/^(ï»¿|ÿþ|þÿ)/, '')
    .replaceAll('\0', '')
    .trimStart();
}

/** Formats that are text to the eye but not a CV in plain text. */
function isOtherTextFormat(bytes: Buffer): boolean {
  const start = startOfText(bytes, 1_024);
  const isMarkup = /^<[!?/a-z]/i.test(start);
  const isPostScript = start.startsWith('%!');
  const isScript = start.startsWith('#!');
  const isMail = /^(from|received|return-path|mime-version|delivered-to): .*\n([\w-]+: |\s)/i.test(start);
  return isMarkup || isPostScript || isScript || isMail;
}
