/**
 * How the pool and its processes talk: over stdin and stdout in frames of four bytes of length, little-endian, and that
 * many bytes. Plain bytes rather than Node's own channel, because what comes back is from a process that parses hostile
 * files: it is measured before it is taken in and checked before it is used.
 */
const HEADER = 4;

export function encodeFrame(payload: Uint8Array): Uint8Array[] {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32LE(payload.byteLength);
  return [header, payload];
}

export interface FrameSplitter {
  /**
   * Takes the next bytes of the stream and gives the frames they complete.
   *
   * @throws RangeError for a frame longer than the limit.
   */
  push(chunk: Buffer): Buffer[];
}

/** @param limit Longest payload that is accepted, in bytes. */
export function createFrameSplitter(limit: number): FrameSplitter {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted: number | null = null;

  const take = (count: number): Buffer => {
    const whole = Buffer.concat(chunks);
    chunks = [whole.subarray(count)];
    held -= count;
    return whole.subarray(0, count);
  };

  return {
    push(chunk) {
      chunks.push(chunk);
      held += chunk.byteLength;
      const frames: Buffer[] = [];
      for (;;) {
        if (wanted === null) {
          if (held < HEADER) return frames;
          wanted = take(HEADER).readUInt32LE();
          if (wanted > limit) throw new RangeError(`a frame of ${wanted} bytes`);
        }
        if (held < wanted) return frames;
        frames.push(take(wanted));
        wanted = null;
      }
    },
  };
}
