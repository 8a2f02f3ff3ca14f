/** One piece of an RTF file (RTF 1.9.1, "Conventions"). */
export type RtfToken =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'word'; readonly word: string; readonly value: number | null }
  | { readonly kind: 'symbol'; readonly symbol: string }
  | { readonly kind: 'byte'; readonly byte: number }
  | { readonly kind: 'binary'; readonly bytes: Buffer }
  | { readonly kind: 'text'; readonly bytes: Buffer };

const OPEN = 0x7b;
const CLOSE = 0x7d;
const BACKSLASH = 0x5c;
/** Longest control word and its number. */
const CONTROL_WORD = /([a-z]{1,32})(-?\d{1,10})? ?/iy;

/** Takes an RTF file apart in one pass. Line breaks mean nothing; `\binN` gives N bytes as they are. */
export function* rtfTokens(file: Buffer): Generator<RtfToken> {
  const source = file.toString('latin1');
  let at = 0;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (code === OPEN || code === CLOSE) {
      yield { kind: code === OPEN ? 'open' : 'close' };
      at += 1;
    } else if (code === BACKSLASH) {
      CONTROL_WORD.lastIndex = at + 1;
      const [whole, word, number] = CONTROL_WORD.exec(source) ?? [];
      if (whole !== undefined && word !== undefined) {
        const value = number === undefined ? null : Number(number);
        at += 1 + whole.length;
        if (word === 'bin') {
          const end = at + Math.max(0, value ?? 0);
          yield { kind: 'binary', bytes: file.subarray(at, end) };
          at = end;
        } else yield { kind: 'word', word, value };
      } else if (source[at + 1] === "'") {
        const byte = parseInt(source.slice(at + 2, at + 4), 16);
        if (!Number.isNaN(byte)) yield { kind: 'byte', byte };
        at += 4;
      } else {
        yield { kind: 'symbol', symbol: source[at + 1] ?? '' };
        at += 2;
      }
    } else {
      let end = at;
      while (end < source.length && !'{}\\\r\n'.includes(source.charAt(end))) end += 1;
      if (end > at) yield { kind: 'text', bytes: file.subarray(at, end) };
      at = Math.max(end, at + (end === at ? 1 : 0));
    }
  }
}
