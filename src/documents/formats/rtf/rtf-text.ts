import { MAX_RAW_LENGTH } from '../../limits.js';
import { Refusal } from '../../refusal.js';
import { rowLines } from '../docx/row-lines.js';
import { createDecoder } from './decoder.js';
import {
  APART,
  AROUND_PAGES,
  BULLETS,
  CHARACTERS,
  COPIES,
  LEFT_OUT,
  READ_THOUGH_IGNORABLE,
  SYMBOLS,
} from './destinations.js';
import { SMALLEST_SIZE } from '../docx/look.js';
import { createRtfPictures } from './pictures.js';
import { createRtfTables } from './tables.js';
import { rtfTokens } from './tokens.js';

/** Word nests some twenty groups; a file of nothing but braces is an attack on readers that recurse. */
const MOST_NESTED = 5_000;
/** A row of Word has at most 63 cells. */
const MOST_CELLS = 1_000;

/** What a group inherits from the one around it and loses at its end. */
interface Group {
  /** `body`, or what its text is: left out, a table of the file, a bullet. */
  destination: 'body' | 'out' | 'fonts' | 'colours' | 'bullet' | 'picture';
  /** How many passages of their own the group opened. */
  apart: number;
  /** True in the group that opened a picture. */
  picture: boolean;
  /** Pictures in it stand elsewhere, too. */
  copy: boolean;
  font: number;
  size: number;
  colour: number;
  /** Something darker than paper behind the text, as its characters, its paragraph and its cell say. */
  shadedText: boolean;
  shadedParagraph: boolean;
  vanish: boolean;
  deleted: boolean;
  /** Characters after `\u` that repeat it for old readers. */
  fallback: number;
}

interface Passage {
  readonly lines: string[];
  readonly row: string[][];
  readonly cell: string[];
  line: string;
  bullet: boolean;
  /** True for a page header or footer: read once, however often it is repeated. */
  once: boolean;
  inTable: boolean;
  /** Of the cells that the row's definition names, in their order: which have ground; the definition is open. */
  readonly shadedCells: boolean[];
  nextShaded: boolean;
}

export interface RtfText {
  readonly lines: readonly string[];
  /** Pieces of text that a reader of the page does not see. */
  readonly hidden: readonly string[];
  /** Each as a file of its own, in whatever format it stands in the text. */
  readonly pictures: readonly Buffer[];
  readonly hasObject: boolean;
  readonly truncated: boolean;
}

const newPassage = (): Passage => ({
  ...{ lines: [], row: [], cell: [], line: '', bullet: false, once: false, inTable: false },
  ...{ shadedCells: [], nextShaded: false },
});

/**
 * Text of an RTF file as a reader of the page gets it: rows of tables as lines, list items with a bullet, text boxes and
 * notes after the text around them, deleted and hidden text out.
 *
 * @throws Refusal with `too_large` (nested too deeply).
 */
export function rtfText(file: Buffer): RtfText {
  const tables = createRtfTables();
  const decoder = createDecoder();
  const pictures = createRtfPictures();
  const groups: Group[] = [];
  const passages: Passage[] = [newPassage()];
  const after: string[] = [];
  const aroundPages = new Set<string>();
  const hidden: string[] = [];
  let group: Group = {
    ...{ destination: 'body', apart: 0, picture: false, copy: false, font: 0, size: 24, colour: 0 },
    ...{ shadedText: false, shadedParagraph: false, vanish: false, deleted: false, fallback: 1 },
  };
  let unseen = '';
  let defaultFont = 0;
  let ignorable = false;
  let toSkip = 0;
  let taken = 0;
  let hasObject = false;

  const passage = (): Passage => passages.at(-1) ?? newPassage();
  const hasGround = (): boolean => {
    const { inTable, shadedCells, row } = passage();
    return group.shadedText || group.shadedParagraph || (inTable && shadedCells[row.length] === true);
  };
  const isUnseen = (): boolean =>
    group.vanish || group.size < SMALLEST_SIZE || (tables.isWhite(group.colour) && !hasGround());

  function write(text: string): void {
    if (text === '') return;
    if (group.destination === 'bullet') passage().bullet = true;
    if (group.destination !== 'body' || group.deleted) return;
    taken += text.length;
    if (isUnseen() && text !== '\n') unseen += text;
    else {
      endUnseen();
      passage().line += text;
    }
  }
  function endUnseen(): void {
    if (unseen === '') return;
    if (/\S/.test(unseen)) hidden.push(unseen.trim());
    unseen = '';
  }
  const flush = (): void => write(decoder.flush());

  function endLine(): void {
    const current = passage();
    const target = current.inTable ? current.cell : current.lines;
    const text = current.line;
    current.line = '';
    if (text.trim() === '' && (target.at(-1) ?? '') === '') return;
    target.push(...(current.bullet && text.trim() !== '' ? `• ${text}` : text).split('\n'));
    current.bullet = false;
  }
  function endCell(): void {
    const current = passage();
    current.inTable = true;
    endLine();
    current.row.push(current.cell.splice(0));
  }
  function endRow(): void {
    const current = passage();
    current.lines.push(...rowLines(current.row.splice(0)));
  }
  function endPassage(): void {
    endLine();
    const { lines, cell, row } = passage();
    if (cell.length > 0) row.push(cell.splice(0));
    if (row.length > 0) endRow();
    const { once } = passage();
    passages.pop();
    const said = lines.join('\n').trim();
    if (!once || !aroundPages.has(said)) after.push(...lines);
    if (once) aroundPages.add(said);
    // A box stands after the line that it is anchored in; a line that goes on is not cut in two.
    if (passages.length === 1 && passage().line === '') passage().lines.push(...after.splice(0));
  }

  function control(word: string, value: number | null): void {
    const isOn = value !== 0;
    if (group.destination === 'fonts') tables.noteFont(word, value);
    else if (group.destination === 'colours') tables.noteColour(word, value);
    if (Object.hasOwn(CHARACTERS, word)) write(CHARACTERS[word] ?? '');
    switch (word) {
      case 'par':
      case 'sect':
      case 'page':
      case 'softline':
        if (group.destination !== 'body') break;
        endLine();
        if (passages.length === 1) passage().lines.push(...after.splice(0));
        break;
      case 'cell':
      case 'nestcell':
        if (group.destination === 'body') endCell();
        break;
      case 'row':
      case 'nestrow':
        if (group.destination === 'body') endRow();
        break;
      case 'pard':
        group.shadedParagraph = false;
        if (group.destination === 'body') passage().inTable = false;
        break;
      case 'trowd':
        if (group.destination !== 'body') break;
        passage().shadedCells.length = 0;
        passage().nextShaded = false;
        break;
      case 'clcbpat':
        passage().nextShaded = tables.isShade(value ?? 0);
        break;
      case 'cellx':
        if (group.destination !== 'body') break;
        if (passage().shadedCells.length < MOST_CELLS) passage().shadedCells.push(passage().nextShaded);
        passage().nextShaded = false;
        break;
      case 'intbl':
        if (group.destination === 'body') passage().inTable = true;
        break;
      case 'plain':
        Object.assign(group, { font: defaultFont, size: 24, colour: 0, vanish: false, deleted: false });
        group.shadedText = false;
        decoder.use(tables.encodingOf(group.font));
        break;
      case 'deff':
        defaultFont = value ?? 0;
        break;
      case 'f':
        group.font = value ?? 0;
        decoder.use(tables.encodingOf(group.font));
        break;
      case 'fs':
        group.size = value ?? 24;
        break;
      case 'cf':
        group.colour = value ?? 0;
        break;
      case 'cb':
      case 'chcbpat':
      case 'highlight':
        group.shadedText = tables.isShade(value ?? 0);
        break;
      case 'cbpat':
        group.shadedParagraph = tables.isShade(value ?? 0);
        break;
      case 'v':
        group.vanish = isOn;
        break;
      case 'deleted':
        group.deleted = isOn;
        break;
      case 'uc':
        group.fallback = Math.max(0, Math.min(10, value ?? 1));
        break;
      case 'u':
        write(String.fromCharCode((value ?? 0x20) & 0xffff));
        toSkip = group.fallback;
        break;
      case 'ansicpg':
        decoder.setDefault(value ?? 1252);
        break;
      case 'mac':
        decoder.setDefault(10_000);
        break;
      default:
    }
  }

  function open(word: string): void {
    if (word === 'object') hasObject = true;
    if (COPIES.has(word)) group.copy = true;
    if (word === 'pict' && !group.copy && !group.vanish && !group.deleted) {
      Object.assign(group, { destination: 'picture', picture: true });
      pictures.begin();
      return;
    }
    if (group.destination === 'out') return;
    if (word === 'fonttbl') group.destination = 'fonts';
    else if (word === 'colortbl') group.destination = 'colours';
    else if (BULLETS.has(word)) group.destination = 'bullet';
    else if (LEFT_OUT.has(word) || word === 'pict' || (ignorable && !READ_THOUGH_IGNORABLE.has(word)))
      group.destination = 'out';
    else if (APART.has(word)) {
      group.apart += 1;
      group.destination = 'body';
      passages.push({ ...newPassage(), once: AROUND_PAGES.has(word) });
    }
  }

  for (const token of rtfTokens(file)) {
    if (taken > MAX_RAW_LENGTH) break;
    if (token.kind === 'binary') {
      if (group.destination === 'picture') pictures.takeBytes(token.bytes);
      continue;
    }
    if (token.kind === 'byte' || token.kind === 'text') {
      const bytes = token.kind === 'byte' ? Buffer.of(token.byte) : token.bytes;
      const rest = bytes.subarray(Math.min(toSkip, bytes.length));
      toSkip -= bytes.length - rest.length;
      if (group.destination === 'colours') {
        for (const byte of rest) if (byte === 0x3b) tables.endColour();
      } else if (group.destination === 'picture') pictures.takeDigits(rest);
      else if (group.destination !== 'out') decoder.take(rest);
      continue;
    }
    flush();
    toSkip = token.kind === 'symbol' ? toSkip : 0;
    if (token.kind === 'open') {
      if (groups.length >= MOST_NESTED) throw new Refusal('too_large', 'groups nested too deeply');
      groups.push(group);
      group = { ...group, apart: 0, picture: false };
      ignorable = false;
    } else if (token.kind === 'close') {
      if (group.picture) pictures.end();
      for (; group.apart > 0; group.apart -= 1) endPassage();
      group = groups.pop() ?? group;
      decoder.use(tables.encodingOf(group.font));
      ignorable = false;
    } else if (token.kind === 'symbol') {
      if (token.symbol === '*') ignorable = true;
      else if (token.symbol === '\n' || token.symbol === '\r') control('par', null);
      else write(SYMBOLS[token.symbol] ?? '');
    } else {
      open(token.word);
      ignorable = false;
      control(token.word, token.value);
    }
  }
  flush();
  endUnseen();
  while (passages.length > 1) endPassage();
  passage().inTable ||= passage().cell.length > 0;
  endLine();
  if (passage().cell.length > 0) passage().row.push(passage().cell.splice(0));
  if (passage().row.length > 0) endRow();
  return {
    ...{ lines: [...passage().lines, ...after], hidden, pictures: pictures.found, hasObject },
    truncated: taken > MAX_RAW_LENGTH,
  };
}
