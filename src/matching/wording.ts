import type { Background } from '../taxonomy/load-taxonomy.js';
import type { Importance, RequirementSentence } from '../understanding/criteria.js';

/** How much a sentence's words count by what the sentence does. */
const IMPORTANCE: Readonly<Record<Importance, number>> = { must: 5, wants: 4, context: 4 };

/** Percent that a word is worth which stands in a sentence about the work. */
export const TOLD = 100;
/**
 * Percent that a word is worth which stands in a list of skills alone: whoever copies an advert below that heading tells
 * of nothing done. With `ENOUGH`, all words of an advert in a list are less than half of the marks for its wording.
 */
export const LISTED = 30;

/** Words in more than this percentage of all texts of the trade tell nobody apart. */
const COMMON = 60;

/**
 * Stems of the requirement sentences with whole weights: importance × rarity, where rarity is 10 × ln((N + 1) / (n + 1))
 * over a fixed, versioned background table (Spärck Jones 1972), never over the people at hand: the score stays absolute.
 * A stem in several sentences counts once, at its highest weight. In order of stem.
 */
export function wordingOf(
  sentences: readonly RequirementSentence[],
  background: Background,
): { readonly stem: string; readonly weight: number }[] {
  const weights = new Map<string, number>();
  for (const { stems, importance } of sentences) {
    for (const stem of stems) {
      const weight = IMPORTANCE[importance] * rarityOfStem(stem, background);
      if (weight > (weights.get(stem) ?? 0)) weights.set(stem, weight);
    }
  }
  return [...weights].map(([stem, weight]) => ({ stem, weight })).sort((a, b) => (a.stem < b.stem ? -1 : 1));
}

/**
 * Whole number, 0 for a common word. A stem that the table lacks has none either: it is a name of a place or a team, which
 * nobody's statements hold, as they are read by the same table.
 */
export function rarityOfStem(stem: string, background: Background): number {
  const known = background.frequency.get(stem);
  if (known === undefined || known * 100 > background.documents * COMMON) return 0;
  return Math.round(10 * Math.log((background.documents + 1) / (known + 1)));
}

/** Stems that no requirement gives any weight. */
export function commonStems(background: Background): ReadonlySet<string> {
  return new Set([...background.frequency.keys()].filter((stem) => rarityOfStem(stem, background) === 0));
}
