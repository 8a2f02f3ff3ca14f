/** A range of bytes of the stream `WordDocument`, `[from, to)`, and the changes that are made to its look. */
export interface FormattedRange {
  readonly from: number;
  readonly to: number;
  /** Number of its style; null for characters, which name it among their properties. */
  readonly style: number | null;
  readonly properties: Buffer;
}

/** Pages of properties are as large as sectors ([MS-DOC] 2.9.33 and 2.9.175). */
const PAGE_BYTES = 512;
/** Sizes of operands by the three topmost bits of a property's code; 6: the operand begins with its size. */
const OPERAND_BYTES = [1, 1, 2, 4, 2, 2, null, 3] as const;
/** The one property of variable size whose operand begins with two bytes ([MS-DOC] 2.2.5.1): a table's columns. */
const COLUMNS_OF_TABLE = 0xd608;

/** Where the table of pages of one kind stands: in the header of the document ([MS-DOC] 2.5.6), and how entries look. */
export const CHARACTERS = { at: 0xfa, entryBytes: 1 } as const;
export const PARAGRAPHS = { at: 0x102, entryBytes: 13 } as const;

/**
 * What the document says of the look of its characters or of its paragraphs, run by run.
 *
 * @param stream `WordDocument`. @param table `0Table` or `1Table`.
 * @throws RangeError where the file points outside itself.
 */
export function* formattedRanges(
  stream: Buffer,
  table: Buffer,
  { at, entryBytes }: typeof CHARACTERS | typeof PARAGRAPHS,
): Generator<FormattedRange> {
  const start = stream.readUInt32LE(at);
  const pages = Math.floor((stream.readUInt32LE(at + 4) - 4) / 8);
  for (let number = 0; number < pages; number += 1) {
    const first = table.readUInt32LE(start + (pages + 1 + number) * 4) * PAGE_BYTES;
    const page = stream.subarray(first, first + PAGE_BYTES);
    const runs = page.readUInt8(PAGE_BYTES - 1);
    for (let run = 0; run < runs; run += 1) {
      const offset = page.readUInt8((runs + 1) * 4 + run * entryBytes) * 2;
      if (offset === 0) continue;
      yield {
        from: page.readUInt32LE(run * 4),
        to: page.readUInt32LE((run + 1) * 4),
        ...(entryBytes === 1 ? characterList(page, offset) : paragraphList(page, offset)),
      };
    }
  }
}

type Formatting = Pick<FormattedRange, 'style' | 'properties'>;

function characterList(page: Buffer, offset: number): Formatting {
  return { style: null, properties: page.subarray(offset + 1, offset + 1 + page.readUInt8(offset)) };
}

/** The number of its style comes first; the size counts words, and stands in a second byte where the first is 0. */
function paragraphList(page: Buffer, offset: number): Formatting {
  const words = page.readUInt8(offset);
  const [from, size] =
    words === 0 ? [offset + 2, page.readUInt8(offset + 1) * 2] : [offset + 1, words * 2 - 1];
  return { style: page.readUInt16LE(from), properties: page.subarray(from + 2, from + size) };
}

/** The single properties of a list: the code, and the operand with its size before it where it has one. */
export function* propertiesIn(list: Buffer): Generator<readonly [code: number, operand: Buffer]> {
  for (let at = 0; at + 2 < list.length;) {
    const code = list.readUInt16LE(at);
    at += 2;
    const size =
      code === COLUMNS_OF_TABLE
        ? list.readUInt16LE(at) + 1
        : (OPERAND_BYTES[code >> 13] ?? list.readUInt8(at) + 1);
    yield [code, list.subarray(at, at + size)];
    at += size;
  }
}
