import { propertiesIn } from './property-lists.js';

/** What a style of the document says that decides whether and how its text is read. */
export interface DocStyle {
  /** Its text is on no page. */
  readonly hidden: boolean;
  /** Its paragraphs have a bullet or a number. */
  readonly list: boolean;
}

/** Where the header of the document names the place of its style sheet ([MS-DOC] 2.5.6). */
const STYLE_SHEET = 0xa2;
/** Property of characters that are not shown ([MS-DOC] 2.6.1). */
export const VANISH = 0x083c;
/** Property of a paragraph: number of the list that it belongs to ([MS-DOC] 2.6.2). */
export const LIST = 0x460b;
/** Kinds of styles ([MS-DOC] 2.9.260). */
const PARAGRAPH = 1;
const CHARACTER = 2;
/** Styles form chains; longer ones are damage or malice. */
const LONGEST_CHAIN = 20;
const MOST_STYLES = 4_000;

interface RawStyle {
  readonly base: number;
  readonly hidden: boolean | null;
  readonly list: boolean | null;
}

/**
 * The styles of an old Word document by their number ([MS-DOC] 2.9.271), with what they have from those under them.
 *
 * @throws RangeError where the file points outside itself.
 */
export function readStyleSheet(stream: Buffer, table: Buffer): readonly DocStyle[] {
  const start = stream.readUInt32LE(STYLE_SHEET);
  const sheet = table.subarray(start, start + stream.readUInt32LE(STYLE_SHEET + 4));
  const raw: (RawStyle | null)[] = [];
  if (sheet.length < 6) return [];
  const nameAt = sheet.readUInt16LE(4);
  const count = Math.min(MOST_STYLES, sheet.readUInt16LE(2));
  for (let at = 2 + sheet.readUInt16LE(0); raw.length < count && at + 2 <= sheet.length;) {
    const length = sheet.readUInt16LE(at);
    raw.push(length === 0 ? null : readStyle(sheet.subarray(at + 2, at + 2 + length), nameAt));
    at += 2 + length + (length % 2);
  }
  return raw.map((_, number) => ({
    hidden: inherited(raw, number, ({ hidden }) => hidden),
    list: inherited(raw, number, ({ list }) => list),
  }));
}

/** Its properties stand behind its name: those of paragraphs, where it has them, and those of characters. */
function readStyle(style: Buffer, nameAt: number): RawStyle {
  const kind = style.readUInt16LE(2) & 0xf;
  let at = nameAt + 2 + 2 * style.readUInt16LE(nameAt) + 2;
  const next = (): Buffer => {
    const length = style.readUInt16LE(at);
    const list = style.subarray(at + 2, at + 2 + length);
    at += 2 + length + (length % 2);
    return list;
  };
  const paragraph = kind === PARAGRAPH ? next().subarray(2) : null;
  const characters = kind === PARAGRAPH || kind === CHARACTER ? next() : null;
  return {
    base: style.readUInt16LE(2) >> 4,
    hidden: characters && lastOf(characters, VANISH, (operand) => operand.readUInt8(0) === 1),
    list: paragraph && lastOf(paragraph, LIST, isListNumber),
  };
}

/** True for the numbers of lists; others say that there is none, or that there is one no more ([MS-DOC] 2.6.2). */
export function isListNumber(operand: Buffer): boolean {
  const number = operand.readUInt16LE(0);
  return number > 0 && number < 0x7ff;
}

/** What a list of properties says of one of them in the end; null: nothing. */
export function lastOf<T>(list: Buffer, wanted: number, meaning: (operand: Buffer) => T): T | null {
  let last: T | null = null;
  for (const [code, operand] of propertiesIn(list)) if (code === wanted) last = meaning(operand);
  return last;
}

function inherited(
  raw: readonly (RawStyle | null)[],
  number: number,
  says: (style: RawStyle) => boolean | null,
): boolean {
  let style = raw[number];
  for (let steps = 0; style && steps < LONGEST_CHAIN; steps += 1) {
    const said = says(style);
    if (said !== null) return said;
    style = raw[style.base];
  }
  return false;
}
