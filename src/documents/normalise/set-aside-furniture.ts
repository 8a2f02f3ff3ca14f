/** Lines at either end of a page that may be a running header or footer. */
const MOST_LINES = 4;
const LONGEST_LINE = 200;
/** The number of a page and nothing else: "2", "- 2 -", "Page 2 of 3", "2 | Page". */
const PAGE_NUMBER =
  /^[-–—|•·\s]*(?:(?:page|pg?\.?)\s*)?(\d{1,3})(?:\s*(?:of|\/|\|)\s*(\d{1,3}|page))?[-–—|•·\s]*$/i;
/** The same inside a longer line. */
const PAGE_PHRASE =
  /\b(?:page|pg?\.?)\s*(\d{1,3})(?:\s*(?:of|\/)\s*\d{1,3})?|\b(\d{1,3})\s*(?:of|\/)\s*\d{1,3}\s*$/i;
/** The number at the end of a line that says more. */
const LAST_NUMBER = /\b(\d{1,3})$/;
/** The first line of a CV is a name, unless it is one of these. */
const NO_NAME = /therap|assistant|experience|employment|education|profile|summary|duties|skills/i;
/** What stands on every page of a document and is no part of what it says; a real heading has none of it. */
const MARKS_OF_FURNITURE =
  /@|\bwww\.|\blinkedin\b|(?:\d[\s()+-]*){9}|\b(?:curriculum vitae|cv|r[eé]sum[eé]|confidential|downloaded|printed)\b/i;
/** Words that say nothing of a person. */
const EMPTY_WORD = /^(?:cv|curriculum|vitae|r[eé]sum[eé]|confidential|page|of)$/;
/** Lines of fewer words may be a heading that comes again, however often: "Key duties". */
const WORDS_OF_SENTENCE = 4;
/** A line that says no more than a furniture word may stand on so many pages before it is taken for one. */
const SURE_PAGES = 3;

/**
 * Takes running headers, footers and page numbers out of the text of pages: they would stand in the middle of what goes
 * on over the break. A line that comes again is kept once, on the first page that has it, and not at all where it says
 * only what the first page says. Headings that come again stay, since nothing about them tells of a page.
 *
 * @param pages Normalised.
 */
export function setAsideFurniture(pages: readonly string[]): string[] {
  const written = pages.map((page) => page.split('\n'));
  if (pages.filter((page) => page !== '').length < 2) return [...pages];
  const top = written[0]?.find((line) => line !== '') ?? '';
  const name = NO_NAME.test(top) || wordCount(top) < 2 ? null : squeezed(top);
  const first = wordsOf(pages[0] ?? '');
  const seen = new Set<string>();
  const kept = written.map((lines) => new Set(lines.keys()));
  for (const end of ['top', 'bottom'] as const) {
    const edges = written.map((lines) => edgeOf(lines, end));
    for (const [page, edge] of edges.entries()) {
      for (const index of edge) {
        const line = written[page]?.[index] ?? '';
        const kind = furnitureKind(line, page, { edges, written, name, first });
        // What stands further in than something of the page's own is its own, too.
        if (kind === null) break;
        const key = keyOf(line, page);
        const isNew = !seen.has(key);
        seen.add(key);
        const saysMore = !isSaidBy(first, line);
        if (kind === 'number' || !isNew || (page > 0 && !saysMore)) kept[page]?.delete(index);
      }
    }
  }
  return written.map((lines, page) =>
    lines
      .filter((_, index) => kept[page]?.has(index))
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  );
}

/** Indices of the outermost lines that are not empty, from outside in. */
function edgeOf(lines: readonly string[], end: 'top' | 'bottom'): number[] {
  const filled = lines.flatMap((line, index) => (line === '' ? [] : [index]));
  return (end === 'top' ? filled : filled.reverse()).slice(0, MOST_LINES);
}

interface Surroundings {
  /** Of all pages, as they are written. */
  readonly written: readonly (readonly string[])[];
  /** Indices of the lines at this end of each page. */
  readonly edges: readonly (readonly number[])[];
  /** Of the person, squeezed. */
  readonly name: string | null;
  /** Words of the first page. */
  readonly first: ReadonlySet<string>;
}

/** @param page From 0. */
function furnitureKind(
  line: string,
  page: number,
  { edges, written, name, first }: Surroundings,
): 'number' | 'running' | null {
  if (line.length > LONGEST_LINE) return null;
  const number = PAGE_NUMBER.exec(line);
  if (number && (Number(number[1]) === page + 1 || /page/i.test(line))) return 'number';
  const key = keyOf(line, page);
  const places = edges.flatMap((edge, other) =>
    edge.some((index) => keyOf(written[other]?.[index] ?? '', other) === key) ? [other] : [],
  );
  const hasNumber = numberIn(line) === page + 1;
  const isTold =
    hasNumber || MARKS_OF_FURNITURE.test(line) || (name !== null && squeezed(line).includes(name));
  if (places.length > 1 && isTold) return 'running';
  // Where only one of two pages has it.
  if (page > 0 && hasNumber && isSaidBy(first, line)) return 'running';
  const isEverywhere = places.length >= Math.max(SURE_PAGES, written.length - 1);
  return isEverywhere && wordCount(line) >= WORDS_OF_SENTENCE ? 'running' : null;
}

/** The same for lines that differ in the number of their page only. @param page From 0. */
function keyOf(line: string, page: number): string {
  const text = line.toLowerCase().replace(/\s+/g, ' ');
  if (numberIn(line) === page + 1) return text.replace(PAGE_PHRASE, '#');
  return Number(LAST_NUMBER.exec(text)?.[1]) === page + 1 ? text.replace(LAST_NUMBER, '#') : text;
}

function numberIn(line: string): number | null {
  const found = PAGE_PHRASE.exec(line);
  return found ? Number(found[1] ?? found[2]) : null;
}

function wordsOf(text: string): Set<string> {
  return new Set(
    text
      .toLowerCase()
      .replace(new RegExp(PAGE_PHRASE, 'gi'), ' ')
      .match(/[\p{L}\p{N}@.]{2,}/gu) ?? [],
  );
}

function isSaidBy(words: ReadonlySet<string>, line: string): boolean {
  return [...wordsOf(line)].every((word) => words.has(word) || EMPTY_WORD.test(word));
}

function wordCount(line: string): number {
  return line.match(/\p{L}{2,}/gu)?.length ?? 0;
}

function squeezed(line: string): string {
  return line.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
