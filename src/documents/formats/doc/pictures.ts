import { MOST_PICTURES } from '../../limits.js';

/** Records of pictures in Office's drawings ([MS-ODRAW] 2.2.27 and 2.2.28), by their type. */
const JPEG_RECORDS = new Set([0xf01d, 0xf02a]);
const PNG_RECORD = 0xf01e;
const JPEG = Buffer.from('ffd8ff', 'hex');
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
/** Type and length of the record, one or two checksums of 16 bytes, and a byte, stand before the picture itself. */
const HEADER_BYTES = [17, 33];

/**
 * Pictures (JPEG, PNG) that a stream of an old Word document holds: `Data` has those that stand in the text, and
 * `WordDocument` those that float beside it. They are found by how they begin and by the record around them, so that
 * nothing has to be followed through the document's tables.
 */
export function picturesIn(stream: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (const magic of [JPEG, PNG]) {
    for (let at = stream.indexOf(magic); at !== -1 && found.length < MOST_PICTURES;) {
      const length = lengthOfPicture(stream, at, magic === PNG);
      if (length > 0) found.push(stream.subarray(at, at + length));
      at = stream.indexOf(magic, at + Math.max(length, magic.length));
    }
  }
  return found;
}

/** 0: no record of a picture ends its head at this place. */
function lengthOfPicture(stream: Buffer, at: number, isPng: boolean): number {
  for (const before of HEADER_BYTES) {
    if (at < before + 8) continue;
    const type = stream.readUInt16LE(at - before - 6);
    const length = stream.readUInt32LE(at - before - 4) - before;
    const isRecord = isPng ? type === PNG_RECORD : JPEG_RECORDS.has(type);
    if (isRecord && length > 0 && at + length <= stream.length) return length;
  }
  return 0;
}
