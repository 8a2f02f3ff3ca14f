import type { TextContent, TextItem } from 'pdfjs-dist/types/src/display/api.js';
import type { DrawnRun } from './marks/marked-runs.js';
import type { PageMarks } from './page-marks.js';
import { endOf, isBlank, startOf, typeSize } from './text-item.js';

/** A line of spaced letters, kerned pairs among them, as pdf.js hands it over: one blank between letters and words. */
const SPACED = /^(?:\S{1,3} ){3,100}\S{1,3}$/;
/** A page has a dozen headings; more lines of spaced letters are an attack. */
const MOST_SPACED = 100;
/** Share of single letters among the pieces that spaced letters are drawn as. */
const LETTERS = 0.6;
/** Share of the type size by which the gap between words is wider than that between their letters. */
const WIDER = 0.15;
/** Points by which places may differ that are the same. */
const NEAR = 1;

/**
 * Puts back what pdf.js drops, from the operators that drew it: soft hyphens at the end of a line, where the word goes on
 * in the next one, and in lines of spaced letters the ends of words, "W O R K H I S T O R Y" → "WORK HISTORY".
 */
export function mendItems(
  content: TextContent,
  { softHyphens, drawn }: Pick<PageMarks, 'softHyphens' | 'drawn'>,
): TextContent {
  let spaced = 0;
  const mended = (item: TextItem): TextItem => {
    if (isBlank(item)) return item;
    const isSpaced = SPACED.test(item.str) && (spaced += 1) <= MOST_SPACED;
    const str = (isSpaced ? wordsOf(item, drawn) : null) ?? item.str;
    const isHyphenated = softHyphens.has(endOf(item), startOf(item)[1]);
    return { ...item, str: isHyphenated ? `${str}\u00ad` : str };
  };
  return { ...content, items: content.items.map((item) => ('str' in item ? mended(item) : item)) };
}

/** The words of a line of spaced letters; null where they cannot be told, as where it is one word. */
function wordsOf(item: TextItem, drawn: readonly DrawnRun[]): string | null {
  const [left, y] = startOf(item);
  const runs = drawn
    .filter(({ start: [x, at] }) => Math.abs(at - y) < NEAR && x > left - NEAR && x < endOf(item) + NEAR)
    .sort((a, b) => a.start[0] - b.start[0]);
  // Words drawn one by one are no spaced letters, however short they are.
  if (runs.filter(({ text }) => text.trim().length === 1).length < LETTERS * runs.length) return null;
  const gaps = runs.slice(1).map(({ start }, index) => start[0] - (runs[index]?.end[0] ?? 0));
  const usual = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  const isWide = (gap: number | undefined): boolean =>
    gap !== undefined && gap > usual + WIDER * typeSize(item);
  const text = runs.map((run, index) => (isWide(gaps[index - 1]) ? ' ' : '') + run.text).join('');
  const isSame = text.replace(/\s+/g, '') === item.str.replaceAll(' ', '');
  return isSame && /\S{2,}\s+\S{2,}/.test(text) ? text : null;
}
