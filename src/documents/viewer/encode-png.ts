import { crc32, deflateSync } from 'node:zlib';

export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const TRUE_COLOUR = 2;
/** Each row as the difference to the one above it: most of a page repeats. */
const FILTER_UP = 2;

/**
 * Pixels as a PNG file of eight bits a channel, without opacity. Source: ISO/IEC 15948.
 *
 * @param picture Rows from the top; four bytes a pixel: blue, green, red, opacity.
 */
export function encodePng(picture: {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}): Buffer {
  const { width, height, pixels } = picture;
  const row = width * 3;
  const filtered = Buffer.alloc(height * (row + 1));
  const pixelAt = (x: number, y: number, channel: number): number =>
    y < 0 ? 0 : (pixels[(y * width + x) * 4 + 2 - channel] ?? 0);
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    filtered[at++] = FILTER_UP;
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        filtered[at++] = (pixelAt(x, y, channel) - pixelAt(x, y - 1, channel)) & 0xff;
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, TRUE_COLOUR, 0, 0, 0], 8);
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(filtered, { level: 4 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.byteLength, 0);
  frame.set(body, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}
