import { joinParts, wordsIn } from './join-hyphenated.js';

/**
 * Joins words that were hyphenated at the end of a page; they stand on the page where they begin.
 *
 * @param pages Normalised, without what stands on every page.
 */
export function joinOverBreaks(pages: readonly string[]): string[] {
  const words = wordsIn(pages);
  const joined = [...pages];
  for (const [index, page] of joined.entries()) {
    const next = joined[index + 1];
    if (next === undefined) break;
    const start = page.lastIndexOf('\n') + 1;
    const end = next.indexOf('\n') === -1 ? next.length : next.indexOf('\n');
    const parts = joinParts(page.slice(start), next.slice(0, end), words);
    if (parts === null) continue;
    joined[index] = page.slice(0, start) + parts.line;
    joined[index + 1] = (parts.rest + next.slice(end)).replace(/^\n+/, '');
  }
  return joined;
}
