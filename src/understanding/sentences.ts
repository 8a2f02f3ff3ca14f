/** Half-open range of the normalised text, with the index of the line it stands in. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** One line of the normalised text without its bullet. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly bullet: boolean;
  /** True when a blank line, or the beginning of the text, stands before it. */
  readonly afterBlank: boolean;
}

/** A longer sentence is cut: it has to be quoted, and text without ends must not become one quotation. */
export const SENTENCE_MAX = 600;

const BULLET = /^(?:[-–—•·●▪■◦‣*○►➢➤✓✔>|♦◆❖❑☐»]|o(?= )|\(?(?:\d{1,2}|[a-z]|i{2,3}|iv|vi|ix)[.)](?= ))\s*/i;
const ABBREVIATIONS = new Set(
  'e.g i.e etc vs dr mr mrs ms prof st no approx inc dept hosp b.sc m.sc ph.d hons dip cert jan feb mar apr jun jul aug sept sep oct nov dec cur occ yrs hrs p.a'.split(
    ' ',
  ),
);

/** Lines of a normalised text, empty ones left out. */
export function splitLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let afterBlank = true;
  for (let from = 0; from <= text.length;) {
    const newline = text.indexOf('\n', from);
    const end = newline < 0 ? text.length : newline;
    if (end > from) {
      const bullet = BULLET.exec(text.slice(from, Math.min(from + 8, end)))?.[0].length ?? 0;
      const sign = text.slice(from, from + bullet);
      const numbered = sign.trim() !== 'o' && /[a-z0-9]/i.test(sign);
      if (from + bullet < end) {
        lines.push({ start: from + (numbered ? 0 : bullet), end, bullet: bullet > 0, afterBlank });
      }
      afterBlank = false;
    } else {
      afterBlank = true;
    }
    from = end + 1;
  }
  return lines;
}

/**
 * Sentences of each line, in order. A sentence ends at `.`, `!` or `?` before a space and a beginning that is not a
 * small letter, not behind an abbreviation or an initial, and at its line's end.
 */
export function splitSentences(text: string, lines: readonly Line[]): readonly Sentence[] {
  const sentences: Sentence[] = [];
  lines.forEach((line, index) => {
    let start = line.start;
    for (let i = line.start; i < line.end; i += 1) {
      const tooLong = i - start >= SENTENCE_MAX;
      if (!tooLong && !endsSentence(text, i, start, line.end)) continue;
      const end = tooLong ? lastBreak(text, start, i) : i + 1;
      sentences.push({ start, end, line: index });
      start = end;
      while (start < line.end && text[start] === ' ') start += 1;
      i = Math.max(i, start - 1);
    }
    if (start < line.end) sentences.push({ start, end: line.end, line: index });
  });
  return sentences;
}

function endsSentence(text: string, i: number, start: number, lineEnd: number): boolean {
  const mark = text[i];
  if (mark !== '.' && mark !== '!' && mark !== '?') return false;
  if (i + 1 >= lineEnd) return false;
  if (text[i + 1] !== ' ' || !/[A-Z0-9"'(£–\u00c0-\u00de]/.test(text[i + 2] ?? '')) return false;
  if (mark !== '.') return true;
  // "1. Stroke unit": the number of an item.
  if (i - start <= 3 && /^\(?[a-z0-9]{1,2}$/i.test(text.slice(start, i))) return false;
  let from = i;
  while (from > start && i - from < 8 && /[A-Za-z.]/.test(text[from - 1] ?? '')) from -= 1;
  const word = text.slice(from, i);
  const initial = /^[A-Z]$/.test(word) && word !== 'I';
  return !initial && !ABBREVIATIONS.has(word.toLowerCase());
}

function lastBreak(text: string, start: number, limit: number): number {
  const half = start + SENTENCE_MAX / 2;
  const words = text.slice(half, limit);
  for (const mark of ['; ', ', ', ' ']) {
    const place = words.lastIndexOf(mark);
    if (place >= 0) return half + place + 1;
  }
  return limit;
}
