import { createRequire } from 'node:module';
import type { Document } from 'word-extractor';
import { hiddenRuns } from './hidden-runs.js';
import { listItems } from './list-items.js';
import { picturesIn } from './pictures.js';
import { countUntil, overlapping, type Range } from './ranges.js';

/** The parts of word-extractor's own reader that are used here: it keeps formatting to itself. */
interface OleReader {
  readonly _pieces: Piece[];
  writeCharacterProperties(stream: Buffer, table: Buffer): void;
  writeParagraphProperties(stream: Buffer, table: Buffer): void;
  extract(reader: object): Promise<Document>;
  extractWordDocument(file: object, stream: Buffer): Promise<Document>;
  documentStream(file: object, name: string): Promise<object>;
  streamBuffer(stream: object): Promise<Buffer>;
}

export interface Piece {
  text: string;
  readonly startFilePos: number;
  readonly endFilePos: number;
  /** Bytes of a character. */
  readonly bpc: number;
}

export interface WordText {
  readonly document: Document;
  /** Pieces of text that no reader of the page sees; they are not in the document. */
  readonly hidden: readonly string[];
  readonly pictures: readonly Buffer[];
}

/** Before the instructions of a field, between them and what it shows, and after it ([MS-DOC] 2.8.25). */
const [BEGIN, RESULT, END] = ['\x13', '\x14', '\x15'];
const INSTRUCTIONS = new RegExp(`${BEGIN}[^${RESULT}${END}]*[${RESULT}${END}]?`, 'g');

/** Marks of list items by what stands before them; of Unicode's private area, which the text of no document needs. */
const ITEM = '\uf8f0';
const ITEM_IN_CELL = '\uf8f1';
const ENDS_OF_PARAGRAPHS = new Set(['\r', '\n', '\x07', '\0']);
const ITEM_AFTER: Readonly<Record<string, string>> = {
  '\r': ITEM,
  '\n': ITEM,
  '\f': ITEM,
  '\x07': ITEM_IN_CELL,
};

const require = createRequire(import.meta.url);
const WordOleExtractor = require('word-extractor/lib/word-ole-extractor.js') as new () => OleReader;
const BufferReader = require('word-extractor/lib/buffer-reader.js') as new (buffer: Buffer) => object & {
  open(): Promise<void>;
};

/**
 * Text of an old Word document by word-extractor, with what its public door leaves undone: hidden runs are taken out and
 * told, and Word's two hyphens, the optional one and the one that does not break, are the usual characters.
 *
 * @param hasData The file has a stream `Data`, where its pictures are.
 * @throws Error for what is no whole Word document.
 */
export async function wordText(bytes: Buffer, hasData: boolean): Promise<WordText> {
  const extractor = new WordOleExtractor();
  const hidden: string[] = [];
  const takeDeletionsOut = extractor.writeCharacterProperties.bind(extractor);
  extractor.writeCharacterProperties = (stream, table) => {
    takeDeletionsOut(stream, table);
    const runs = unlessDamaged(() => hiddenRuns(stream, table));
    for (const piece of extractor._pieces) {
      hidden.push(...takeOut(piece, runs));
      piece.text = piece.text.replaceAll('\x1f', '\u00ad').replaceAll('\x1e', '-');
    }
  };
  const endRows = extractor.writeParagraphProperties.bind(extractor);
  extractor.writeParagraphProperties = (stream, table) => {
    endRows(stream, table);
    markItems(
      extractor._pieces,
      unlessDamaged(() => listItems(stream, table)),
    );
  };
  const pictures: Buffer[] = [];
  const extractFrom = extractor.extractWordDocument.bind(extractor);
  extractor.extractWordDocument = async (file, stream) => {
    const data = hasData ? await dataOf(extractor, file) : null;
    pictures.push(...(data ? picturesIn(data) : []), ...picturesIn(stream));
    return extractFrom(file, stream);
  };
  const reader = new BufferReader(bytes);
  await reader.open();
  const document = await extractor.extract(reader);
  return { document, hidden: hidden.map(withoutCodes).filter((text) => /\S/.test(text)), pictures };
}

/** Null where the stream is damaged: the words are read all the same. */
async function dataOf(extractor: OleReader, file: object): Promise<Buffer | null> {
  try {
    return await extractor.streamBuffer(await extractor.documentStream(file, 'Data'));
  } catch {
    return null;
  }
}

/** None where the formatting is damaged: the words are read all the same. */
function unlessDamaged<T>(find: () => readonly T[]): readonly T[] {
  try {
    return find();
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/**
 * Puts a mark in the place of what ends the paragraph, the cell or the page before each list item: the text may not
 * become longer, since word-extractor counts its characters. The first item of a document has nothing before it.
 *
 * @param starts As `listItems` gives them.
 */
export function markItems(pieces: readonly Piece[], starts: readonly number[]): void {
  const inFile = pieces
    .map((piece, number) => ({ piece, number }))
    .sort((one, other) => one.piece.startFilePos - other.piece.startFilePos);
  const ends = new Map<Piece, Set<number>>();
  for (const start of starts) {
    const found = inFile[countUntil(inFile, ({ piece }) => piece.startFilePos <= start) - 1];
    if (!found || start >= found.piece.endFilePos) continue;
    const { piece, number } = found;
    const at = Math.floor((start - piece.startFilePos) / piece.bpc);
    if (ENDS_OF_PARAGRAPHS.has(piece.text[at] ?? '')) continue;
    const before = at > 0 ? piece : pieces[number - 1];
    if (!before) continue;
    const end = (at > 0 ? at : before.text.length) - 1;
    if ((before.text[end] ?? '') in ITEM_AFTER) ends.set(before, (ends.get(before) ?? new Set()).add(end));
  }
  for (const [piece, places] of ends) piece.text = withMarks(piece.text, places);
}

/** @param places Of the characters that marks take the place of. */
function withMarks(text: string, places: ReadonlySet<number>): string {
  const parts: string[] = [];
  let done = 0;
  for (const place of [...places].sort((one, other) => one - other)) {
    parts.push(text.slice(done, place), ITEM_AFTER[text[place] ?? ''] ?? '');
    done = place + 1;
  }
  return parts.join('') + text.slice(done);
}

/** Gives the items that were marked their bullets. */
export function withBullets(text: string): string {
  return text.replaceAll(ITEM_IN_CELL, '\t• ').replaceAll(ITEM, '\n• ');
}

/**
 * Blanks out the runs, which word-extractor then drops; what ends lines, cells and fields stays.
 *
 * @param runs In the order of the file.
 */
function takeOut(piece: Piece, runs: readonly Range[]): string[] {
  const { startFilePos, endFilePos, bpc, text } = piece;
  const found: string[] = [];
  const parts: string[] = [];
  let done = 0;
  for (const { from, to } of overlapping({ from: startFilePos, to: endFilePos }, runs)) {
    const start = Math.max(done, Math.floor((from - startFilePos) / bpc));
    const hidden = text.slice(start, Math.floor((to - startFilePos) / bpc));
    found.push(hidden);
    const blank = hidden.replace(/\P{Cc}/gu, (character) => '\0'.repeat(character.length));
    parts.push(text.slice(done, start), blank);
    done = start + hidden.length;
  }
  if (found.length > 0) piece.text = parts.join('') + text.slice(done);
  return found;
}

/** Entries of an index and the like are hidden, too, by Word itself: instructions of fields, no text. */
function withoutCodes(text: string): string {
  return text
    .replace(INSTRUCTIONS, '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}
