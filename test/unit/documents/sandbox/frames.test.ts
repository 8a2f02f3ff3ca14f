import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameSplitter, encodeFrame } from '../../../../src/documents/sandbox/frames.js';

describe('frames', () => {
  it('come out as they went in, however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
        (payloads, cuts) => {
          const stream = Buffer.concat(payloads.flatMap(encodeFrame));
          const splitter = createFrameSplitter(50);
          const received: Buffer[] = [];
          for (let at = 0, turn = 0; at < stream.length; turn += 1) {
            const length = cuts[turn % cuts.length] ?? 1;
            received.push(...splitter.push(stream.subarray(at, at + length)));
            at += length;
          }
          expect(received.map((frame) => [...frame])).toEqual(payloads.map((payload) => [...payload]));
        },
      ),
    );
  });

  it('longer than the limit are refused before they arrive', () => {
    const [header = Buffer.alloc(0)] = encodeFrame(Buffer.alloc(51));
    expect(() => createFrameSplitter(50).push(Buffer.from(header))).toThrow(RangeError);
  });
});
