import { describe, expect, it } from 'vitest';
import { pagesOfPicture } from '../../../src/documents/formats/image/picture-size.js';
import { twoPageTiff } from '../../fixtures/documents/hostile-layouts.js';

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
