/** The sign or number before a list item, whose tab divides no columns. */
const ITEM = /^\s*(?:[^\p{L}\p{N}\s]+|o|\(?[a-z0-9]{1,2}[.)])\s+/iu;
const GAP = /(?<=[^\s|:])(?: *\t[ \t]*| {3,})(?=[^\s|])/g;

/**
 * The text with a bar for every tab or wide gap between two words of a line: the cells of a table that was read as text
 * stay apart, where white space alone is made one blank. Offsets stay as they are.
 */
export function markColumns(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (!/\t| {3}/.test(line)) return line;
      const item = ITEM.exec(line)?.[0].length ?? 0;
      return line.slice(0, item) + line.slice(item).replace(GAP, barred);
    })
    .join('\n');
}

/** Every tab begins a column, so that an empty cell stays one; a run of blanks begins one. */
function barred(gap: string): string {
  return gap.includes('\t') ? gap.replaceAll('\t', '|') : `${gap.slice(1)}|`;
}

/** A cell of a line, without the white space around it. Offsets as those of the line. */
export interface Cell {
  readonly start: number;
  readonly end: number;
}

/** The cells of a line that bars divide, empty ones too; what stands behind a bar at the end is no cell. */
export function cellsOf(
  text: string,
  line: { readonly start: number; readonly end: number },
): readonly Cell[] {
  const cells: Cell[] = [];
  for (let from = line.start; from <= line.end;) {
    const bar = text.indexOf('|', from);
    const to = bar < 0 || bar > line.end ? line.end : bar;
    if (to < line.end || to > from) cells.push(trimmed(text, from, to));
    from = to + 1;
  }
  return cells;
}

/** The range without white space and without signs that divide, at both ends. */
export function trimmed(text: string, from: number, to: number): Cell {
  let start = from;
  let end = to;
  while (start < end && /[\s:–—-]/.test(text[start] ?? '')) start += 1;
  while (end > start && /[\s.,;|–—-]/.test(text[end - 1] ?? '')) end -= 1;
  return { start, end };
}
