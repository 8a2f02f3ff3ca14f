import iconv from 'iconv-lite';
import type { PageParts } from './data-urls.js';

/** A page of the web with its pictures has some hundred parts. */
const MOST_PARTS = 500;
const MOST_NESTED = 3;
const HEADERS_LENGTH = 16 * 1024;

interface Part {
  /** Lower case, without its parameters. */
  readonly type: string;
  readonly charset: string | undefined;
  readonly boundary: string | undefined;
  readonly encoding: string;
  /** As it stands in the file, a character a byte. */
  readonly body: string;
}

/**
 * True for a page that a browser or Word saved as a single file (MHTML, RFC 2557): a message of related parts that nobody
 * sent to anybody.
 *
 * @param start Of the file, a character a byte.
 */
export function isWebArchive(start: string): boolean {
  const headers = unfold(start.slice(0, HEADERS_LENGTH).split(/\r?\n\r?\n/)[0] ?? '');
  const isMessage = /^(mime-version|from|subject|date|content-type|snapshot-content-location):/i.test(
    headers,
  );
  const isSent = /^(to|received|delivered-to|return-path):/im.test(headers);
  return isMessage && !isSent && /^content-type:\s*multipart\/related\b/im.test(headers);
}

/** The first page of a saved archive and the archive's pictures; null where it is none, or has no page. */
export function openWebArchive(bytes: Uint8Array): PageParts | null {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').trimStart();
  if (!isWebArchive(source)) return null;
  const parts = [...partsOf(partOf(source), 0)];
  const page = parts.find(({ type }) => type === 'text/html' || type === 'application/xhtml+xml');
  if (!page) return null;
  return {
    markup: inUtf8(decode(page), page.charset),
    pictures: parts.filter(({ type }) => type.startsWith('image/')).map(decode),
  };
}

/** The parts of a message and of the messages inside it. */
function* partsOf({ boundary, body }: Part, depth: number): Generator<Part> {
  if (boundary === undefined || depth >= MOST_NESTED) return;
  const pieces = body.split(`--${boundary}`, MOST_PARTS).slice(1);
  for (const piece of pieces) {
    if (piece.startsWith('--')) return;
    const part = partOf(piece.replace(/^[ \t]*\r?\n/, ''));
    if (part.type.startsWith('multipart/')) yield* partsOf(part, depth + 1);
    else yield part;
  }
}

function partOf(source: string): Part {
  const gap = /\r?\n\r?\n/.exec(source.slice(0, HEADERS_LENGTH));
  const headers = unfold(source.slice(0, gap?.index ?? 0));
  const value = (name: string): string => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(headers)?.[1] ?? '';
  const contentType = value('content-type');
  const parameter = (name: string): string | undefined =>
    new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'i')
      .exec(contentType)
      ?.slice(1)
      .find(Boolean);
  return {
    type: (contentType.split(';')[0] ?? '').trim().toLowerCase(),
    charset: parameter('charset'),
    boundary: parameter('boundary'),
    encoding: value('content-transfer-encoding').trim().toLowerCase(),
    body: source.slice(gap ? gap.index + gap[0].length : 0),
  };
}

/** Header lines that go on in the next line, as one. */
function unfold(headers: string): string {
  return headers.replace(/\r?\n[ \t]+/g, ' ');
}

function decode({ encoding, body }: Part): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const plain = body
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

/** With a byte order mark, which is stronger than what the page declares. Unchanged where nobody says what it is in. */
function inUtf8(page: Buffer, charset: string | undefined): Buffer {
  if (charset === undefined || !iconv.encodingExists(charset)) return page;
  const name = /^(us-ascii|iso-8859-1)$/i.test(charset) ? 'windows-1252' : charset;
  return Buffer.from(`\ufeff${iconv.decode(page, name)}`);
}
