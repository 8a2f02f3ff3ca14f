import { sniffFormat } from '../../sniff.js';
import type { DocumentFormat } from '../../reading.js';
import { isAllocationFailure } from '../../refusal.js';
import type { Extract, FormatReader, ReadingTools } from '../format.js';
import type { WordPackage } from './open-package.js';
import { parseXml } from './parse-xml.js';
import type { Relationship } from './relationships.js';

/** Where the bytes of a fragment do not tell what it is. */
const BY_ENDING: readonly (readonly [RegExp, DocumentFormat])[] = [
  [/\.x?html?$/i, 'html'],
  [/\.txt$/i, 'txt'],
];
/** More are an attack: programs that put a CV together from pieces use one or a handful. */
const MOST_PARTS = 100;

export type ForeignReaders = Readonly<Partial<Record<DocumentFormat, FormatReader>>>;

export interface ForeignParts {
  /** Lines of a part by the id of its relationship. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
  /** What its reader said of each part that is a document. */
  readonly extracts: readonly Extract[];
}

/**
 * Text that stands in other parts than the one that shows it: whole documents in other formats (`w:altChunk`, ISO/IEC
 * 29500-1, 11.3.1), into which programs put all of a CV, and the words of diagrams (SmartArt).
 */
export async function foreignParts(
  zip: WordPackage,
  relationships: readonly Relationship[],
  readers: ForeignReaders,
  tools: ReadingTools,
): Promise<ForeignParts> {
  const lines = new Map<string, readonly string[]>();
  const extracts: Extract[] = [];
  for (const { id, kind, part } of relationships.filter(isForeign).slice(0, MOST_PARTS)) {
    if (!zip.has(part)) continue;
    if (kind === 'diagramData') lines.set(id, await diagramLines(zip.part(part)));
    else {
      const extract = await readChunk(part, await collect(zip.part(part)), readers, tools);
      if (!extract) continue;
      lines.set(id, withoutMarks(extract.pages.join('\n')).split('\n'));
      extracts.push(extract);
    }
  }
  return { lines, extracts };
}

/** The text of a part has marks of its own, which no XML can hold. */
function withoutMarks(text: string): string {
  return text.replaceAll('\x01', '').replaceAll('\x02', '');
}

function isForeign({ kind }: Relationship): boolean {
  return kind === 'aFChunk' || kind === 'diagramData';
}

/** Null for what is not read, or damaged: the text around it is read all the same. */
async function readChunk(
  name: string,
  bytes: Uint8Array,
  readers: ForeignReaders,
  tools: ReadingTools,
): Promise<Extract | null> {
  const format = (await sniffFormat(bytes)) ?? BY_ENDING.find(([ending]) => ending.test(name))?.[1];
  const read = format && readers[format];
  if (!read) return null;
  try {
    return await read(bytes, tools);
  } catch (error) {
    if (isAllocationFailure(error)) throw error;
    return null;
  }
}

/** A line for each paragraph of a diagram's points. */
async function diagramLines(chunks: AsyncIterable<Uint8Array>): Promise<readonly string[]> {
  const lines: string[] = [];
  let line = '';
  let inText = false;
  await parseXml(chunks, {
    open: ({ local }) => (inText = local === 't' || (inText && local !== 'p')),
    text: (text) => {
      if (inText) line += text.replace(/\s+/g, ' ');
    },
    close: ({ local }) => {
      if (local !== 'p') return;
      if (line.trim() !== '') lines.push(line.trim());
      line = '';
    },
  });
  return lines;
}

async function collect(part: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of part) chunks.push(chunk);
  return Buffer.concat(chunks);
}
