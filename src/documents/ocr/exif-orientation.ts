/** Tag 0x0112, type SHORT, one value (Exif 2.32, 4.6.4), in either byte order. */
const TAGS = [
  { tag: Buffer.from('0112000300000001', 'hex'), value: 1 },
  { tag: Buffer.from('1201030001000000', 'hex'), value: 0 },
];
/** The Exif block is the first thing in a file that has one. */
const SEARCHED = 4_096;

/**
 * How a camera was held, 1–8; 1 where the file does not say, and for a TIFF, which whoever opens it turns already. Other
 * values would not be honoured by the engine.
 */
export function exifOrientation(file: Uint8Array): number {
  const head = Buffer.from(file.buffer, file.byteOffset, Math.min(file.byteLength, SEARCHED));
  if (['II', 'MM'].includes(head.toString('latin1', 0, 2))) return 1;
  for (const { tag, value } of TAGS) {
    const at = head.indexOf(tag);
    const orientation = at === -1 ? 0 : (head[at + tag.length + value] ?? 0);
    if (orientation >= 1 && orientation <= 8) return orientation;
  }
  return 1;
}
