/** The next chunks of a stream until they hold so many bytes, joined; fewer where it ends before. */
export async function takeAtLeast(chunks: AsyncIterator<Uint8Array>, bytes: number): Promise<Buffer> {
  const taken: Uint8Array[] = [];
  for (let length = 0; length < bytes;) {
    const next = await chunks.next();
    if (next.done === true) break;
    taken.push(next.value);
    length += next.value.byteLength;
  }
  return Buffer.concat(taken);
}
