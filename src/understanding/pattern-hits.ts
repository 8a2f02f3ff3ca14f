import type { ConceptId } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { matchPatterns, numberStems, type Clause } from '../taxonomy/match-patterns.js';
import { stemOf } from '../taxonomy/stem.js';
import type { ConceptHit } from './find-concepts.js';
import { indexAt, type PreparedText } from './prepare-text.js';
import type { Respellings } from './respelt.js';

/** Places where compositional forms are met inside one clause. */
export function patternHits(
  prepared: PreparedText,
  taxonomy: Taxonomy,
  respellings: Respellings = new Map(),
): readonly ConceptHit[] {
  const hits: ConceptHit[] = [];
  const { tokens, sentences, text } = prepared;
  const words = numberStems(taxonomy.patterns, tokens);
  for (const [token, right] of respellings)
    words[token] = taxonomy.patterns.vocabulary.get(stemOf(right)) ?? -1;
  matchPatterns(taxonomy.patterns, words, clausesOf(prepared), (pattern, from, to) => {
    const start = tokens[from]?.start ?? 0;
    const end = tokens[to]?.end ?? text.length;
    if (pattern.loose && /[,:()[\]–—]/.test(text.slice(start, end))) return;
    const conceptId = taxonomy.patternConcepts[pattern.id] as ConceptId;
    hits.push({ conceptId, form: pattern.source, start, end, sentence: indexAt(sentences, start) });
  });
  return hits;
}

/** Token ranges `[from, to)` that no sentence end, semicolon or sign between the items of a list divides. */
function clausesOf({ text, tokens, sentences }: PreparedText): readonly Clause[] {
  const clauses: Clause[] = [];
  let from = 0;
  let next = 1;
  for (let i = 1; i <= tokens.length; i += 1) {
    const token = tokens[i];
    const before = tokens[i - 1];
    let divided = token === undefined || before === undefined;
    if (token !== undefined && before !== undefined) {
      while ((sentences[next]?.start ?? Infinity) <= before.start) next += 1;
      divided =
        (sentences[next]?.start ?? Infinity) <= token.start || isDivided(text, before.end, token.start);
    }
    if (divided) {
      clauses.push({ from, to: i });
      from = i;
    }
  }
  return clauses;
}

const DIVIDERS = new Set([';', '|', '•', '·', '▪']);

function isDivided(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) if (DIVIDERS.has(text[i] ?? '')) return true;
  return false;
}
