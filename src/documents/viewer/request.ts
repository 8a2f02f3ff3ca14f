/** Kind of request and number of the page, before the bytes of the document. */
export const REQUEST_HEADER = 3;

export interface ViewRequest {
  readonly kind: 'picture' | 'places';
  /** From 1; of no meaning for places. */
  readonly page: number;
  readonly bytes: Uint8Array;
}

export function makeRequest({ kind, page, bytes }: ViewRequest): Buffer {
  const frame = Buffer.alloc(REQUEST_HEADER + bytes.byteLength);
  frame.writeUInt8(kind === 'picture' ? 1 : 2, 0);
  frame.writeUInt16LE(page, 1);
  frame.set(bytes, REQUEST_HEADER);
  return frame;
}

export function takeRequest(frame: Buffer): ViewRequest {
  const kind = frame.readUInt8(0) === 1 ? 'picture' : 'places';
  return { kind, page: frame.readUInt16LE(1), bytes: frame.subarray(REQUEST_HEADER) };
}
