/** Rankers that know nothing of occupational therapy, printed beside ours: whoever cannot beat them adds nothing. */
export type TextRanker = (query: string) => ReadonlyMap<string, number>;

/** Lucene's English stop words (EnglishAnalyzer.ENGLISH_STOP_WORDS_SET). */
const STOP_WORDS = new Set(
  (
    'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this ' +
    'to was will with'
  ).split(' '),
);

/** Lower-case runs of letters and digits without stop words. */
export function tokens(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((token) => !STOP_WORDS.has(token));
}

/**
 * BM25 over raw texts with k1 = 1.2 and b = 0.75, each query word counted once.
 * Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009); idf with 1 added
 * inside the logarithm as in Lucene, so that it is never negative.
 */
export function createBm25(documents: ReadonlyMap<string, string>): TextRanker {
  const k1 = 1.2;
  const b = 0.75;
  const counted = [...documents].map(([id, text]) => ({ id, counts: countsOf(text) }));
  const lengths = new Map(counted.map(({ id, counts }) => [id, sum(counts.values())]));
  const average = sum(lengths.values()) / Math.max(1, lengths.size);
  const containing = new Map<string, number>();
  for (const { counts } of counted) {
    for (const token of counts.keys()) containing.set(token, (containing.get(token) ?? 0) + 1);
  }
  return (query) => {
    const words = [...new Set(tokens(query))];
    return new Map(
      counted.map(({ id, counts }) => {
        const norm = k1 * (1 - b + (b * (lengths.get(id) ?? 0)) / average);
        const score = words.reduce((total, word) => {
          const frequency = counts.get(word) ?? 0;
          const documentsWith = containing.get(word) ?? 0;
          const idf = Math.log(1 + (documents.size - documentsWith + 0.5) / (documentsWith + 0.5));
          return total + (idf * frequency * (k1 + 1)) / (frequency + norm);
        }, 0);
        return [id, score];
      }),
    );
  };
}

/** Plain keyword counting: the share of the query's distinct words that the document holds. */
export function createKeywordCount(documents: ReadonlyMap<string, string>): TextRanker {
  const sets = [...documents].map(([id, text]) => ({ id, words: new Set(tokens(text)) }));
  return (query) => {
    const words = [...new Set(tokens(query))];
    return new Map(
      sets.map((set) => [
        set.id,
        words.filter((word) => set.words.has(word)).length / Math.max(1, words.length),
      ]),
    );
  };
}

function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens(text)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
