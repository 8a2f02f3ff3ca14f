/** Words of a text: letters and digits, lower case, compatibility forms resolved. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Harmonic mean of precision and recall over words as a multiset; 0 where either side is empty. */
export function wordF1(source: readonly string[], read: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of source) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of read) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    shared += 1;
  }
  return source.length + read.length === 0 ? 0 : (2 * shared) / (source.length + read.length);
}

/** Length of the longest common subsequence of words ÷ words of the source: 1 where all stand in the source's order. */
export function wordOrder(source: readonly string[], read: readonly string[]): number {
  let previous = new Uint32Array(read.length + 1);
  for (const word of source) {
    const current = new Uint32Array(read.length + 1);
    for (let j = 0; j < read.length; j += 1) {
      const longest = Math.max(previous[j + 1] ?? 0, current[j] ?? 0);
      current[j + 1] = word === read[j] ? (previous[j] ?? 0) + 1 : longest;
    }
    previous = current;
  }
  return source.length === 0 ? 0 : (previous[read.length] ?? 0) / source.length;
}
