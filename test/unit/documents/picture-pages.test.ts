import { describe, expect, it } from 'vitest';
import { pagesOfPicture, pictureSize } from '../../../src/documents/formats/image/picture-size.js';
import { exifOrientation } from '../../../src/documents/ocr/exif-orientation.js';
import { twoPageTiff } from '../../fixtures/documents/hostile-layouts.js';
import { sidewaysPhoto } from '../../fixtures/documents/photo.js';

describe('the pages of a TIFF', () => {
  it('come one after the other in one copy of the file, which stays as it is', () => {
    const file = twoPageTiff();
    const before = Buffer.from(file);
    const memories = new Set<ArrayBufferLike>();
    const directories: number[] = [];
    for (const page of pagesOfPicture(file)) {
      memories.add(page.buffer);
      directories.push(Buffer.from(page.buffer, page.byteOffset, page.byteLength).readUInt32LE(4));
    }
    expect(new Set(directories).size).toBe(2);
    expect(memories.size).toBe(1);
    expect(file.equals(before)).toBe(true);
  });
});

describe('a picture that lies on its side', () => {
  it('says so, and a TIFF does not, since it is turned when it is opened, and its sides are those it has then', async () => {
    expect(exifOrientation(await sidewaysPhoto())).toBe(6);
    // One directory right after the header: 200 wide, 100 high, orientation 6.
    const entries = ['010000030000000100c80000', '010100030000000100640000', '011200030000000100060000'];
    const tiff = Buffer.from(`4d4d002a000000080003${entries.join('')}00000000`, 'hex');
    expect(exifOrientation(tiff)).toBe(1);
    expect(pictureSize(tiff)).toEqual({ width: 100, height: 200, channels: 1 });
  });
});
