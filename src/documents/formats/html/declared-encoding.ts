import iconv from 'iconv-lite';

/** Where the HTML standard makes browsers look for a declaration; saved pages have it a little later. */
const SEARCHED = 4_096;
const DECLARATION = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:-]{2,40})/i;

/**
 * Text of a page in the encoding that it declares, unless it starts with a byte order mark or is UTF-8 after all, which
 * windows-1252 is often declared over.
 *
 * @returns null where it declares none, or one that nobody knows.
 */
export function declaredEncoding(bytes: Uint8Array): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer[0] === 0xff || buffer[0] === 0xfe || buffer[0] === 0xef) return null;
  const name = DECLARATION.exec(buffer.toString('latin1', 0, SEARCHED))?.[1]?.toLowerCase();
  if (name === undefined || /^utf-?(8|16)/.test(name) || !iconv.encodingExists(name)) return null;
  return isUtf8(buffer) ? null : iconv.decode(buffer, name === 'iso-8859-1' ? 'windows-1252' : name);
}

function isUtf8(buffer: Buffer): boolean {
  try {
    return /[^\0-\x7f]/.test(new TextDecoder('utf-8', { fatal: true }).decode(buffer, { stream: true }));
  } catch {
    return false;
  }
}
