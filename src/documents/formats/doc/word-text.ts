import { createRequire } from 'node:module';
import type { Document } from 'word-extractor';
import { hiddenRuns, type HiddenRun } from './hidden-runs.js';
import { listItems } from './list-items.js';
import { picturesIn } from './pictures.js';

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

interface Piece {
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
    for (const start of unlessDamaged(() => listItems(stream, table))) markItem(extractor._pieces, start);
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
 * Puts a mark in the place of what ends the paragraph, the cell or the page before a list item: the text may not become
 * longer, since word-extractor counts its characters. The first item of a document has nothing before it.
 */
function markItem(pieces: readonly Piece[], start: number): void {
  const number = pieces.findIndex(
    ({ startFilePos, endFilePos }) => startFilePos <= start && start < endFilePos,
  );
  const piece = pieces[number];
  if (!piece) return;
  const at = Math.floor((start - piece.startFilePos) / piece.bpc);
  if (ENDS_OF_PARAGRAPHS.has(piece.text[at] ?? '')) return;
  const before = at > 0 ? piece : pieces[number - 1];
  if (!before) return;
  const end = at > 0 ? at : before.text.length;
  const mark = ITEM_AFTER[before.text[end - 1] ?? ''];
  if (mark !== undefined) before.text = before.text.slice(0, end - 1) + mark + before.text.slice(end);
}

/** Gives the items that were marked their bullets. */
export function withBullets(text: string): string {
  return text.replaceAll(ITEM_IN_CELL, '\t• ').replaceAll(ITEM, '\n• ');
}

/** Blanks out the runs, which word-extractor then drops; what ends lines, cells and fields stays. */
function takeOut(piece: Piece, runs: readonly HiddenRun[]): string[] {
  const { startFilePos, endFilePos, bpc } = piece;
  return runs
    .filter(({ from, to }) => from < endFilePos && to > startFilePos)
    .map(({ from, to }) => {
      const start = Math.max(0, Math.floor((from - startFilePos) / bpc));
      const end = Math.floor((to - startFilePos) / bpc);
      const text = piece.text.slice(start, end);
      const blank = text.replace(/\P{Cc}/gu, (character) => '\0'.repeat(character.length));
      piece.text = piece.text.slice(0, start) + blank + piece.text.slice(start + text.length);
      return text;
    });
}

/** Entries of an index and the like are hidden, too, by Word itself: instructions of fields, no text. */
function withoutCodes(text: string): string {
  return text
    .replace(INSTRUCTIONS, '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}
