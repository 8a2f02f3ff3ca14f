import { CHARACTERS, formattedRanges, PARAGRAPHS, propertiesIn } from './property-lists.js';
import { inOrder, overlapping, without, type Range } from './ranges.js';
import { SMALLEST_SIZE, WHITE } from '../docx/look.js';
import { readStyleSheet, VANISH, type DocStyle } from './style-sheet.js';

/** Numbers of the old colours: not said, and white. */
const PAPER = new Set([0, 8]);
/** More runs than this are an attack, not a CV. */
const MOST_RUNS = 2_000;
/** Operands of VANISH beside 0 and 1: as the style says, and the opposite ([MS-DOC] 2.9.329). */
const AS_STYLE = 0x80;
const OPPOSITE = 0x81;
/** Codes of properties ([MS-DOC] 2.6.1 to 2.6.3). */
const STYLE = 0x4a30;
const OLD_COLOUR = 0x2a42;
const COLOUR = 0x6870;
const SIZE = 0x4a43;
const HIGHLIGHT = 0x2a0c;
/** Grounds of characters, paragraphs and cells, as two bytes each or as ten. */
const OLD_GROUNDS = new Set([0x4866, 0x442d, 0xd609]);
const GROUNDS = new Set([0xca71, 0xc64d, 0xd612, 0xd616, 0xd60c, 0xd660, 0xd670, 0xd671, 0xd672]);
/** Properties of a paragraph that stand elsewhere in the file. */
const ELSEWHERE = new Set([0x6645, 0x6646, 0x646b]);
/** Where the header of the document tells how many bytes the places of its drawn shapes take. */
const SHAPES_SIZE = 0x1de;

/**
 * Runs of an old Word document that no reader of the page sees: hidden, below three points, or white. White letters may
 * stand on something darker, so they count only where the document has no shapes and gives no ground to any paragraph,
 * cell or to these letters. What lies under a shape is not told.
 *
 * @param stream `WordDocument`. @param table `0Table` or `1Table`.
 * @throws RangeError where the file points outside itself.
 */
export function hiddenRuns(stream: Buffer, table: Buffer): readonly Range[] {
  const runs: Range[] = [];
  const white: Range[] = [];
  /** In paragraphs whose style hides them. */
  const shown: Range[] = [];
  /** Hidden where their paragraph is not. */
  const turned: Range[] = [];
  const styles = readStyleSheet(stream, table);
  const paragraphs = hiddenParagraphs(stream, table, styles);
  for (const { from, to, properties } of formattedRanges(stream, table, CHARACTERS)) {
    const { vanish, ...look } = lookOf(properties);
    const byStyle = styles[look.style]?.hidden === true;
    if (look.tiny || vanish === 1 || (byStyle && isAsStyle(vanish))) runs.push({ from, to });
    else {
      if (!isAsStyle(vanish) && overlapping({ from, to }, paragraphs).next().done !== true)
        shown.push({ from, to });
      if (vanish === OPPOSITE && !byStyle) turned.push({ from, to });
      else if (look.white && !look.ground) white.push({ from, to });
    }
    if (runs.length + white.length + shown.length + turned.length >= MOST_RUNS) break;
  }
  runs.push(...without(paragraphs, inOrder(shown)), ...without(inOrder(turned), paragraphs));
  return inOrder(white.length === 0 || mayHaveGround(stream, table) ? runs : [...runs, ...white]);
}

function hiddenParagraphs(stream: Buffer, table: Buffer, styles: readonly DocStyle[]): readonly Range[] {
  if (!styles.some(({ hidden }) => hidden)) return [];
  const found: Range[] = [];
  for (const { from, to, style } of formattedRanges(stream, table, PARAGRAPHS)) {
    if (styles[style ?? 0]?.hidden === true && found.push({ from, to }) >= MOST_RUNS) break;
  }
  return inOrder(found);
}

function isAsStyle(vanish: number | null): boolean {
  return vanish === null || vanish === AS_STYLE;
}

interface RunLook {
  vanish: number | null;
  tiny: boolean;
  white: boolean;
  ground: boolean;
  /** Number of the style of its characters. */
  style: number;
}

function lookOf(properties: Buffer): RunLook {
  const look: RunLook = { vanish: null, tiny: false, white: false, ground: hasGround(properties), style: -1 };
  for (const [code, operand] of propertiesIn(properties)) {
    if (code === VANISH) look.vanish = operand.readUInt8(0);
    if (code === STYLE) look.style = operand.readUInt16LE(0);
    if (code === SIZE) look.tiny = operand.readUInt16LE(0) < SMALLEST_SIZE;
    if (code === OLD_COLOUR) look.white = operand.readUInt8(0) === 8;
    if (code === COLOUR) look.white = isWhite(operand);
  }
  return look;
}

function mayHaveGround(stream: Buffer, table: Buffer): boolean {
  if (stream.readUInt32LE(SHAPES_SIZE) > 0) return true;
  for (const { properties } of formattedRanges(stream, table, PARAGRAPHS)) {
    if (hasGround(properties)) return true;
  }
  return false;
}

function hasGround(properties: Buffer): boolean {
  for (const [code, operand] of propertiesIn(properties)) {
    if (ELSEWHERE.has(code)) return true;
    if (code === HIGHLIGHT && !PAPER.has(operand.readUInt8(0))) return true;
    const from = operand.length % 2;
    if (OLD_GROUNDS.has(code) && partsOf(operand.subarray(from), 2).some(isOldGround)) return true;
    if (GROUNDS.has(code) && partsOf(operand.subarray(1), 10).some(isGround)) return true;
  }
  return false;
}

function partsOf(operand: Buffer, size: number): readonly Buffer[] {
  const count = Math.floor(operand.length / size);
  return Array.from({ length: count }, (_, part) => operand.subarray(part * size, (part + 1) * size));
}

/** Colours in front and behind, and a pattern: 0 shows what is behind, 0xffff is none ([MS-DOC] 2.9.240). */
function isGround(shade: Buffer): boolean {
  const pattern = shade.readUInt16LE(8);
  const behind = shade.subarray(4, 8);
  return pattern === 0 ? behind[3] !== 0xff && !isWhite(behind) : pattern !== 0xffff;
}

/** The same in five, five and six bits, with the old colours ([MS-DOC] 2.9.241). */
function isOldGround(shade: Buffer): boolean {
  const bits = shade.readUInt16LE(0);
  const pattern = bits >> 10;
  return pattern === 0 ? !PAPER.has((bits >> 5) & 0x1f) : pattern !== 0x3f;
}

/** Red, green, blue, and whether the colour is left to the program. */
function isWhite(colour: Buffer): boolean {
  return colour[3] !== 0xff && [0, 1, 2].every((channel) => (colour[channel] ?? 0) >= WHITE);
}
