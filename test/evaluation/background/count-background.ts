import { isContentWord, tokenise } from '../../../src/understanding/stems.js';

export interface BackgroundTable {
  readonly source: string;
  readonly documents: number;
  readonly frequency: Readonly<Record<string, number>>;
}

/** A stem of a single text tells as much of its writer as of the trade. */
const LEAST_TEXTS = 2;
const ACRONYM = /^[A-Z0-9&+]{2,}s?$/;

/**
 * In how many texts each stem of a content word stands, in order of stem. Words that no text writes small and that are no
 * acronym are names of people and places, and left out.
 */
export function countBackground(texts: readonly string[]): Omit<BackgroundTable, 'source'> {
  const counts = new Map<string, number>();
  const words = new Set<string>();
  for (const text of texts) {
    const stems = new Set<string>();
    for (const { start, end, stem } of tokenise(text.replaceAll('’', "'"))) {
      const word = text.slice(start, end);
      if (!isContentWord(word, stem)) continue;
      stems.add(stem);
      if (/^\p{Ll}/u.test(word) || ACRONYM.test(word)) words.add(stem);
    }
    for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const kept = [...counts].filter(([stem, count]) => count >= LEAST_TEXTS && words.has(stem));
  return {
    documents: texts.length,
    frequency: Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** The table as its file is laid out: as many stems on a line as fit. */
export function backgroundText({ source, documents, frequency }: BackgroundTable): string {
  const lines: string[] = [];
  const entries = Object.entries(frequency);
  let line = '';
  for (const [i, [stem, count]] of entries.entries()) {
    const entry = `${JSON.stringify(stem)}: ${count}${i === entries.length - 1 ? '' : ','}`;
    if (line !== '' && line.length + entry.length + 1 > WIDTH) {
      lines.push(`    ${line}`);
      line = '';
    }
    line = line === '' ? entry : `${line} ${entry}`;
  }
  if (line !== '') lines.push(`    ${line}`);
  const head = [`  "source": ${JSON.stringify(source)},`, `  "documents": ${documents},`, '  "frequency": {'];
  return ['{', ...head, ...lines, '  }', '}', ''].join('\n');
}

const WIDTH = 104;
