import { isWhite } from '../docx/look.js';

/** Code pages of `\fcharset` (RTF 1.9.1, "Font Table") that iconv-lite knows; others are the document's own. */
const PAGE_OF_CHARSET: Readonly<Record<number, string>> = {
  0: 'windows-1252',
  77: 'macroman',
  128: 'cp932',
  129: 'cp949',
  134: 'cp936',
  136: 'cp950',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
};
/** `\fcharset2`: Symbol and Wingdings, whose letters are bullets and signs. */
const SYMBOLS = 2;
/** Fonts and colours beyond this are damage or malice. */
const MOST_ENTRIES = 10_000;

export interface RtfTables {
  /** Takes note of a control word inside the font table or the colour table. */
  noteFont(word: string, value: number | null): void;
  noteColour(word: string, value: number | null): void;
  /** The `;` that ends a colour. */
  endColour(): void;
  /** Encoding of a font's bytes: `symbol`, or null where the document's own holds. */
  encodingOf(font: number): string | null;
  isWhite(colour: number): boolean;
  /** True for colours other than white and the default, as ground behind text. */
  isShade(colour: number): boolean;
}

/** The fonts and colours that an RTF file numbers. */
export function createRtfTables(): RtfTables {
  const encodings = new Map<number, string>();
  const colours: (string | null)[] = [];
  let font = 0;
  let channels: Record<string, number> = {};
  const hex = (value: number | undefined): string =>
    Math.min(255, Math.max(0, value ?? 0))
      .toString(16)
      .padStart(2, '0');
  return {
    noteFont(word, value) {
      if (word === 'f') font = value ?? 0;
      if (word !== 'fcharset' || encodings.size >= MOST_ENTRIES) return;
      const encoding = value === SYMBOLS ? 'symbol' : PAGE_OF_CHARSET[value ?? 0];
      if (encoding !== undefined) encodings.set(font, encoding);
    },
    noteColour(word, value) {
      if (['red', 'green', 'blue'].includes(word)) channels[word] = value ?? 0;
    },
    endColour() {
      if (colours.length >= MOST_ENTRIES) return;
      const isDefault = Object.keys(channels).length === 0;
      colours.push(isDefault ? null : hex(channels['red']) + hex(channels['green']) + hex(channels['blue']));
      channels = {};
    },
    encodingOf: (number) => encodings.get(number) ?? null,
    isWhite: (number) => isWhite(colours[number] ?? undefined),
    isShade: (number) => typeof colours[number] === 'string' && !isWhite(colours[number]),
  };
}
