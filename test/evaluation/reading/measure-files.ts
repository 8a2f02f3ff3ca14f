import { readFileSync } from 'node:fs';
import type { DocumentReader } from '../../../src/documents/reader.js';
import { mean } from '../metrics.js';
import { wordF1, wordOrder, wordsOf } from './compare-words.js';

export interface Sample {
  /** Format and design, as the table names them. */
  readonly kind: string;
  readonly file: string;
  /** The text that the file was made from. */
  readonly source: string;
}

export interface KindFigures {
  readonly kind: string;
  readonly files: number;
  /** Outcomes other than `read`, each once. */
  readonly notRead: readonly string[];
  /** Means over all files; one that was not read counts as 0. */
  readonly f1: number;
  readonly order: number;
}

/** Words and their order against the source, by kind of file, in the order of the samples. */
export async function measureFiles(
  samples: readonly Sample[],
  reader: DocumentReader,
): Promise<readonly KindFigures[]> {
  const kinds = new Map<string, { outcomes: string[]; f1: number[]; order: number[] }>();
  for (const { kind, file, source } of samples) {
    const entry = kinds.get(kind) ?? { outcomes: [], f1: [], order: [] };
    kinds.set(kind, entry);
    const reading = await reader.read(new Uint8Array(readFileSync(file)));
    entry.outcomes.push(reading.outcome);
    const [expected, read] = [wordsOf(source), wordsOf(reading.text)];
    entry.f1.push(wordF1(expected, read));
    entry.order.push(wordOrder(expected, read));
  }
  return [...kinds].map(([kind, { outcomes, f1, order }]) => ({
    kind,
    files: outcomes.length,
    notRead: [...new Set(outcomes.filter((outcome) => outcome !== 'read'))],
    f1: mean(f1),
    order: mean(order),
  }));
}
