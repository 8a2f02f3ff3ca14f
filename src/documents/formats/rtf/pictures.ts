import { MAX_PART_BYTES, MOST_PICTURES } from '../../limits.js';

/** The pictures of an RTF file (RTF 1.9.1, "Pictures"), which stand in it as digits or as bytes. */
export interface RtfPictures {
  begin(): void;
  takeDigits(digits: Uint8Array): void;
  takeBytes(bytes: Uint8Array): void;
  end(): void;
  readonly found: readonly Buffer[];
}

export function createRtfPictures(): RtfPictures {
  const found: Buffer[] = [];
  let digits: Uint8Array[] = [];
  let bytes: Uint8Array = Buffer.alloc(0);
  let taken = 0;
  return {
    found,
    begin() {
      digits = [];
      bytes = Buffer.alloc(0);
      taken = 0;
    },
    takeDigits(more) {
      taken += more.byteLength;
      if (taken <= 2 * MAX_PART_BYTES) digits.push(more);
    },
    takeBytes: (more) => (bytes = more),
    end() {
      if (found.length >= MOST_PICTURES) return;
      const hex = Buffer.concat(digits).toString('latin1').replace(/\s+/g, '');
      const picture = bytes.byteLength > 0 ? Buffer.from(bytes) : Buffer.from(hex, 'hex');
      digits = [];
      if (picture.byteLength > 0) found.push(picture);
    },
  };
}
