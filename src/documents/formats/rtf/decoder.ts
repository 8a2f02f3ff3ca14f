import iconv from 'iconv-lite';

export interface RtfDecoder {
  /** Sets the code page that holds where a font names none, by its Windows number. */
  setDefault(page: number): void;
  /** Encoding of what comes next; null: the default. */
  use(encoding: string | null): void;
  take(bytes: Uint8Array): void;
  /** Text of the bytes taken in since the last call: letters of two bytes may come in two pieces. */
  flush(): string;
}

/** Offset at which Windows keeps the letters of its symbol fonts in Unicode's private use area. */
const SYMBOL_AREA = 0xf000;

/** Turns the bytes of an RTF file into text, run by run. */
export function createDecoder(): RtfDecoder {
  let standard = 'windows-1252';
  let encoding = standard;
  let taken: Uint8Array[] = [];
  return {
    setDefault(page) {
      const name = page === 10_000 ? 'macroman' : page === 65_001 ? 'utf-8' : `cp${page}`;
      if (iconv.encodingExists(name)) standard = name;
      encoding = standard;
    },
    use: (name) => (encoding = name ?? standard),
    take: (bytes) => taken.push(bytes),
    flush() {
      if (taken.length === 0) return '';
      const bytes = Buffer.concat(taken);
      taken = [];
      if (encoding !== 'symbol') return iconv.decode(bytes, encoding);
      return Array.from(bytes, (byte) =>
        byte > 0x20 ? String.fromCharCode(SYMBOL_AREA + byte) : String.fromCharCode(byte),
      ).join('');
    },
  };
}
