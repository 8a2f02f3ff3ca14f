import { MAX_RAW_LENGTH } from '../../limits.js';
import { Refusal } from '../../refusal.js';
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
import { createRtfPassages } from './passages.js';
import { createRtfPictures } from './pictures.js';
import { createRtfTables } from './tables.js';
import { rtfTokens } from './tokens.js';

/** Word nests some twenty groups; a file of nothing but braces is an attack on readers that recurse. */
const MOST_NESTED = 5_000;

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

export interface RtfText {
  readonly lines: readonly string[];
  /** Pieces of text that a reader of the page does not see. */
  readonly hidden: readonly string[];
  /** Each as a file of its own, in whatever format it stands in the text. */
  readonly pictures: readonly Buffer[];
  readonly hasObject: boolean;
  readonly truncated: boolean;
}

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
  const passages = createRtfPassages();
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

  const hasGround = (): boolean => group.shadedText || group.shadedParagraph || passages.isOnShadedCell();
  const isUnseen = (): boolean =>
    group.vanish || group.size < SMALLEST_SIZE || (tables.isWhite(group.colour) && !hasGround());

  function write(text: string): void {
    if (text === '') return;
    if (group.destination === 'bullet') passages.markItem();
    if (group.destination !== 'body' || group.deleted) return;
    taken += text.length;
    if (isUnseen() && text !== '\n') unseen += text;
    else {
      endUnseen();
      passages.write(text);
    }
  }
  function endUnseen(): void {
    if (unseen === '') return;
    if (/\S/.test(unseen)) hidden.push(unseen.trim());
    unseen = '';
  }
  const flush = (): void => write(decoder.flush());

  function control(word: string, value: number | null): void {
    const isOn = value !== 0;
    if (group.destination === 'fonts') tables.noteFont(word, value);
    else if (group.destination === 'colours') tables.noteColour(word, value);
    if (Object.hasOwn(CHARACTERS, word)) write(CHARACTERS[word] ?? '');
    if (group.destination === 'body') passages.words.get(word)?.();
    switch (word) {
      case 'pard':
        group.shadedParagraph = false;
        break;
      case 'clcbpat':
        passages.shadeCell(tables.isShade(value ?? 0));
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
      passages.begin(AROUND_PAGES.has(word));
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
      for (; group.apart > 0; group.apart -= 1) passages.end();
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
  return {
    ...{ lines: passages.finish(), hidden, pictures: pictures.found, hasObject },
    truncated: taken > MAX_RAW_LENGTH,
  };
}
