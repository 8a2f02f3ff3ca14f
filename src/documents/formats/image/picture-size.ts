export interface PictureSize {
  readonly width: number;
  readonly height: number;
  /** Of a JPEG, or of a TIFF. */
  readonly channels?: number;
}

/** Size of a PNG, JPEG, TIFF, GIF or BMP in pixels from its headers; null where they do not say. Nothing is decoded. */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (file.readUInt32BE(0) === 0x89504e47) {
      return { width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
    }
    if (file.readUInt16BE(0) === 0xffd8) return jpegSize(file);
    if (file.toString('latin1', 0, 3) === 'GIF') {
      return { width: file.readUInt16LE(6), height: file.readUInt16LE(8) };
    }
    // The height of a BMP is negative where its rows go from the top.
    if (file.toString('latin1', 0, 2) === 'BM') {
      return { width: Math.abs(file.readInt32LE(18)), height: Math.abs(file.readInt32LE(22)) };
    }
    const order = file.toString('latin1', 0, 2);
    return order === 'II' || order === 'MM' ? tiffSize(file, order === 'II') : null;
  } catch {
    return null;
  }
}

/** Follows the segments to the frame header (ISO/IEC 10918-1, B.2.2). */
function jpegSize(file: Buffer): PictureSize | null {
  for (let at = 2; at + 9 < file.length;) {
    if (file[at] !== 0xff) return null;
    const marker = file[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const [height, width] = [file.readUInt16BE(at + 5), file.readUInt16BE(at + 7)];
      return { width, height, channels: file[at + 9] ?? 0 };
    }
    at += marker === 0xff ? 1 : 2 + file.readUInt16BE(at + 2);
  }
  return null;
}

/** Pages of a TIFF that are looked for: more than are recognised of one document. */
const MOST_TIFF_PAGES = 20;

/**
 * A TIFF file for each page of one (TIFF 6.0, section 2), which share all but the header: it says where the first page's
 * directory lies. Other pictures are one page as they are. All pages of a TIFF come in the same memory: one is to be done
 * with before the next is asked for.
 */
export function* pagesOfPicture(bytes: Uint8Array): Generator<Uint8Array> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = file.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') {
    yield bytes;
    return;
  }
  const little = order === 'II';
  const directories = new Set<number>();
  try {
    let at = little ? file.readUInt32LE(4) : file.readUInt32BE(4);
    while (at > 0 && !directories.has(at) && directories.size < MOST_TIFF_PAGES) {
      const entries = little ? file.readUInt16LE(at) : file.readUInt16BE(at);
      directories.add(at);
      const next = at + 2 + 12 * entries;
      at = little ? file.readUInt32LE(next) : file.readUInt32BE(next);
    }
  } catch {
    // The chain leaves the file: the pages up to there.
  }
  if (directories.size < 2) {
    yield bytes;
    return;
  }
  const page = Buffer.from(file);
  for (const directory of directories) {
    if (little) page.writeUInt32LE(directory, 4);
    else page.writeUInt32BE(directory, 4);
    yield page;
  }
}

/** Tags 256, 257, 274 and 277 of the first directory (TIFF 6.0, section 2). Sides are those of the picture turned upright. */
function tiffSize(file: Buffer, little: boolean): PictureSize | null {
  const short = (at: number): number => (little ? file.readUInt16LE(at) : file.readUInt16BE(at));
  const long = (at: number): number => (little ? file.readUInt32LE(at) : file.readUInt32BE(at));
  const directory = long(4);
  let width = 0;
  let height = 0;
  let channels = 1;
  let isOnItsSide = false;
  for (let index = 0; index < short(directory); index += 1) {
    const entry = directory + 2 + index * 12;
    const value = short(entry + 2) === 3 ? short(entry + 8) : long(entry + 8);
    if (short(entry) === 256) width = value;
    if (short(entry) === 257) height = value;
    if (short(entry) === 274) isOnItsSide = value >= 5 && value <= 8;
    if (short(entry) === 277) channels = value;
  }
  if (width <= 0 || height <= 0) return null;
  return isOnItsSide ? { width: height, height: width, channels } : { width, height, channels };
}
