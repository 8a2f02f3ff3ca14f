import type { PreparedText } from '../prepare-text.js';
import { cellsOf, type Cell } from './table-cells.js';

export type Flag = 'must' | 'wants';

/** What the columns of a person specification say of a line: of the whole of it, or of each cell by its place. */
export interface LineFlags {
  readonly whole: Flag | null;
  /** Cells in order, with the place where each begins in the prepared text. */
  readonly cells: readonly { readonly start: number; readonly flag: Flag | null }[];
}

const ESSENTIAL = /^\(?(e|ess|essential)\)?\.?$/i;
const DESIRABLE = /^\(?(d|des|desirable|desired|preferred)\)?\.?$/i;
const TICK = /^(x|✓|✔|√|☑|✗|✘|\*|•|yes|y)$/i;
/** "HCPC registration (E)", "Splinting - desirable", "E: HCPC registration". */
const AT_END = /(?:\((e|d|essential|desirable)\)|[–-] ?(essential|desirable))[.;]?$/i;
const AT_BEGINNING = /^(?:\(?(e|d)\)|\[(e|d)\]|(e|d) ?[:–-](?= ))/i;

/**
 * The flags of a person specification that was a table, by line. Read from the original text, whose tabs, bars and wide
 * gaps tell the columns; the prepared text has lost them.
 */
export function readTableFlags(prepared: PreparedText, original: string): ReadonlyMap<number, LineFlags> {
  const flags = new Map<number, LineFlags>();
  const rows = prepared.lines.map(({ start, end }) => cellsOf(prepared, original, start, end));
  const worded = flagsInWords(rows.map(flagInWords));
  let columns: Columns | null = null;
  rows.forEach((cells, index) => {
    const header = columnsOf(cells);
    if (header !== null) {
      columns = header;
      flags.set(index, { whole: null, cells: [] });
      return;
    }
    const inline = inlineFlags(cells);
    const whole = flagCell(cells) ?? worded[index] ?? (columns && tickedIn(cells, columns));
    if (inline.length > 1) flags.set(index, { whole: null, cells: inline });
    else if (whole !== null) flags.set(index, { whole, cells: [] });
    else if (columns !== null && cells.length > 1) {
      const known = columns;
      flags.set(index, {
        whole: null,
        cells: cells.map((cell, place) => ({
          start: cell.start,
          flag: flagOfColumn(cell, place, cells, known),
        })),
      });
    }
  });
  return withFlagsBelow(rows, flags);
}

interface Columns {
  readonly essential: Place;
  readonly desirable: Place;
}
interface Place {
  readonly index: number;
  readonly column: number;
}

function columnsOf(cells: readonly Cell[]): Columns | null {
  const find = (pattern: RegExp): Place | null => {
    const index = cells.findIndex(({ text }) => pattern.test(text));
    const cell = cells[index];
    return cell === undefined ? null : { index, column: cell.column };
  };
  const [essential, desirable] = [
    find(/^essential( criteria| requirements?)?$/i),
    find(/^desirable( criteria| requirements?)?$/i),
  ];
  return essential === null || desirable === null ? null : { essential, desirable };
}

function flagCell(cells: readonly Cell[]): Flag | null {
  if (cells.length < 2) return null;
  for (const { text } of cells) {
    if (ESSENTIAL.test(text)) return 'must';
    if (DESIRABLE.test(text)) return 'wants';
  }
  return null;
}

function flagInWords(cells: readonly Cell[]): Flag | null {
  const [only] = cells;
  if (only === undefined || cells.length > 1 || only.text.split(' ').length < 2) return null;
  const found = (AT_END.exec(only.text) ?? AT_BEGINNING.exec(only.text))?.slice(1).find(Boolean);
  return found === undefined ? null : flagOf(found);
}

/** "Knowledge: discharge planning (E); MCA principles (D)": each flag closes what stands before it. */
function inlineFlags(cells: readonly Cell[]): LineFlags['cells'] {
  const [only] = cells;
  if (only === undefined || cells.length > 1) return [];
  const found = [...only.text.matchAll(/\((e|d|essential|desirable)\)/gi)];
  return found.map((match, n) => {
    const before = found[n - 1];
    const from = before === undefined ? 0 : before.index + before[0].length;
    const lead = /^[\s;,.]*/.exec(only.text.slice(from))?.[0].length ?? 0;
    return { start: only.start + from + lead, flag: flagOf(match[1] ?? '') };
  });
}

function flagOf(word: string): Flag {
  return word.toLowerCase().startsWith('e') ? 'must' : 'wants';
}

/** Flags of rows stand in rows on end; a line alone with such words is a heading, "What we need (essential)". */
function flagsInWords(flags: readonly (Flag | null)[]): readonly (Flag | null)[] {
  return flags.map((flag, index) => {
    return flag !== null && (flags[index - 1] ?? flags[index + 1] ?? null) !== null ? flag : null;
  });
}

function tickedIn(cells: readonly Cell[], columns: Columns): Flag | null {
  const place = cells.findIndex(({ text }, index) => index > 0 && TICK.test(text));
  const tick = cells[place];
  return tick === undefined ? null : nearest(tick.column, columns);
}

function nearest(column: number, { essential, desirable }: Columns): Flag {
  return Math.abs(column - essential.column) <= Math.abs(column - desirable.column) ? 'must' : 'wants';
}

/** Cells of words under "Essential" and "Desirable": by their number where the row is complete, else by their place. */
function flagOfColumn(
  cell: Cell,
  place: number,
  cells: readonly Cell[],
  { essential, desirable }: Columns,
): Flag | null {
  const complete = cells.length > Math.max(essential.index, desirable.index);
  if (complete) return place === essential.index ? 'must' : place === desirable.index ? 'wants' : null;
  return place === 0 && essential.index > 0 ? null : nearest(cell.column, { essential, desirable });
}

/** A table that came out one cell a line has its flags in lines of their own, below what they flag. */
const LEAST_FLAG_LINES = 3;

function withFlagsBelow(
  rows: readonly (readonly Cell[])[],
  flags: Map<number, LineFlags>,
): ReadonlyMap<number, LineFlags> {
  const alone = rows.flatMap((cells, index) => {
    const text = cells.length === 1 ? (cells[0]?.text ?? '') : '';
    return ESSENTIAL.test(text) || DESIRABLE.test(text) ? [index] : [];
  });
  if (
    alone.length < LEAST_FLAG_LINES ||
    !standBelow(alone.map((index) => ({ index, text: textOf(rows, index) })))
  )
    return flags;
  for (const index of alone) {
    const flag = ESSENTIAL.test(textOf(rows, index)) ? 'must' : 'wants';
    flags.set(index, { whole: null, cells: [] });
    if (!flags.has(index - 1)) flags.set(index - 1, { whole: flag, cells: [] });
  }
  return flags;
}

/**
 * As headings the two words take turns and have lists between them. Below what they flag they follow each other closely,
 * and the same one comes twice running; single letters are no headings at all.
 */
function standBelow(alone: readonly { readonly index: number; readonly text: string }[]): boolean {
  if (alone.every(({ text }) => text.length === 1)) return true;
  const pairs = alone.slice(1).map((flag, n) => [alone[n] ?? flag, flag] as const);
  return (
    pairs.every(([a, b]) => b.index - a.index <= 3) &&
    pairs.some(([a, b]) => b.index - a.index === 2 && ESSENTIAL.test(a.text) === ESSENTIAL.test(b.text))
  );
}

function textOf(rows: readonly (readonly Cell[])[], index: number): string {
  return rows[index]?.[0]?.text ?? '';
}
