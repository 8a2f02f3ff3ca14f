import iconv from 'iconv-lite';

/** Share of zero bytes in one column of UTF-16 that makes it certain: European text has nearly all of them there. */
const NUL_SHARE = 0.4;
/** Bytes that windows-1252 leaves undefined. */
const UNDEFINED_IN_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** DOS ended its texts with this control character. */
const DOS_END = String.fromCharCode(26);

export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
}

/**
 * Decodes plain text by the rule: byte order mark, else the parity of zero bytes (UTF-16), else UTF-8 if it is valid,
 * else windows-1252, which British Windows has called "ANSI" for thirty years.
 *
 * @returns null where the bytes are not text in any of these.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marked = byMark(buffer);
  if (marked) return marked;
  const parity = nulParity(buffer);
  if (parity) return { text: iconv.decode(buffer, parity), encoding: parity };
  const utf8 = asUtf8(buffer);
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' };
  if (buffer.some((byte) => UNDEFINED_IN_1252.has(byte))) return null;
  return { text: iconv.decode(buffer, 'windows-1252'), encoding: 'windows-1252' };
}

/** True when the bytes, which may end in the middle of a character, decode to something that a person typed. */
export function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  const decoded = decodeText(bytes);
  if (!decoded) return false;
  const { encoding } = decoded;
  const text = decoded.text.endsWith(DOS_END) ? decoded.text.slice(0, -1) : decoded.text;
  const controls = count(text, /(?![\t\n\v\f\r])\p{Cc}/gu);
  const unreadable = controls + count(text, /[\ufffd\ue000-\uf8ff\p{Cn}]/gu);
  // What is valid UTF-8 is no program or picture; a stray control character is somebody's slip.
  const forgiven = encoding === 'utf-8' ? 2 + text.length / 1000 : 0;
  if (controls > forgiven || unreadable > text.length / 100) return false;
  const wordLike = count(text, /[\p{L}\p{M}\p{N}\s.,;:()'"/&@+–—•’-]/gu);
  // Any bytes decode as windows-1252, so the letters must look like a European language there.
  const accented = encoding === 'windows-1252' ? count(text, /[^\0-\x7f]/g) : 0;
  return wordLike >= text.length * 0.6 && accented <= text.length * 0.3;
}

function byMark(buffer: Buffer): DecodedText | null {
  if (buffer[0] === 0xff && buffer[1] === 0xfe)
    return { text: iconv.decode(buffer, 'utf-16le'), encoding: 'utf-16le' };
  if (buffer[0] === 0xfe && buffer[1] === 0xff)
    return { text: iconv.decode(buffer, 'utf-16be'), encoding: 'utf-16be' };
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) {
    return { text: iconv.decode(buffer, 'utf-8'), encoding: 'utf-8' };
  }
  return null;
}

function nulParity(buffer: Buffer): 'utf-16le' | 'utf-16be' | null {
  let even = 0;
  let odd = 0;
  for (let index = buffer.indexOf(0); index !== -1; index = buffer.indexOf(0, index + 1)) {
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const column = buffer.length / 2;
  if (odd >= column * NUL_SHARE && even <= column * 0.02) return 'utf-16le';
  if (even >= column * NUL_SHARE && odd <= column * 0.02) return 'utf-16be';
  return null;
}

/** Null unless the bytes are UTF-8; a character cut off at the end is forgiven. */
function asUtf8(buffer: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer, { stream: true });
  } catch {
    return null;
  }
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const match of text.matchAll(pattern)) found += match[0].length;
  return found;
}
