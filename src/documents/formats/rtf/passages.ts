import { rowLines } from '../docx/row-lines.js';

/** A row of Word has at most 63 cells. */
const MOST_CELLS = 1_000;

interface Passage {
  readonly lines: string[];
  readonly row: string[][];
  readonly cell: string[];
  line: string;
  bullet: boolean;
  /** True for a page header or footer: read once, however often it is repeated. */
  readonly once: boolean;
  inTable: boolean;
  /** Of the cells that the row's definition names, in their order: which have ground; the definition is open. */
  readonly shadedCells: boolean[];
  nextShaded: boolean;
}

/** Builds the lines of a file from its paragraphs, its cells, and the passages that stand apart from the text around them. */
export interface RtfPassages {
  /** Adds text to the line that is open. */
  write(text: string): void;
  /** Makes an item of a list of the line that is open. */
  markItem(): void;
  /** Opens a text box, a note, or a page header or footer, which is read `once`. */
  begin(once: boolean): void;
  /** Ends the passage that was opened last. */
  end(): void;
  /** Whether the cell that is being defined has something darker than paper behind its text. */
  shadeCell(isShade: boolean): void;
  /** Whether the text goes into a cell of that kind. */
  isOnShadedCell(): boolean;
  /** What control words do to what is open. */
  readonly words: ReadonlyMap<string, () => void>;
  /** Ends whatever is open. The lines of the whole file. */
  finish(): string[];
}

export function createRtfPassages(): RtfPassages {
  const text = newPassage(false);
  const open: Passage[] = [text];
  const after: string[] = [];
  const aroundPages = new Set<string>();
  const passage = (): Passage => open.at(-1) ?? text;

  function endLine(): void {
    const current = passage();
    const target = current.inTable ? current.cell : current.lines;
    const line = current.line;
    current.line = '';
    if (line.trim() === '' && (target.at(-1) ?? '') === '') return;
    const whole = current.bullet && line.trim() !== '' ? `• ${line}` : line;
    if (whole.includes('\n')) target.push(...whole.split('\n'));
    else target.push(whole);
    current.bullet = false;
  }
  function endParagraph(): void {
    endLine();
    if (open.length === 1) text.lines.push(...after.splice(0));
  }
  function endCell(): void {
    const current = passage();
    current.inTable = true;
    endLine();
    current.row.push(current.cell.splice(0));
  }
  function endRow(): void {
    const current = passage();
    current.lines.push(...rowLines(current.row.splice(0)));
  }
  /** Ends the line that is open, and the row that it stands in. */
  function endLines(): void {
    endLine();
    const { cell, row } = passage();
    if (cell.length > 0) row.push(cell.splice(0));
    if (row.length > 0) endRow();
  }
  function end(): void {
    endLines();
    const { lines, once } = passage();
    open.pop();
    const said = lines.join('\n').trim();
    if (!once || !aroundPages.has(said)) after.push(...lines);
    if (once) aroundPages.add(said);
    // A box stands after the line that it is anchored in; a line that goes on is not cut in two.
    if (open.length === 1 && text.line === '') text.lines.push(...after.splice(0));
  }
  function beginRow(): void {
    passage().shadedCells.length = 0;
    passage().nextShaded = false;
  }
  function defineCell(): void {
    const { shadedCells, nextShaded } = passage();
    if (shadedCells.length < MOST_CELLS) shadedCells.push(nextShaded);
    passage().nextShaded = false;
  }

  return {
    write: (more) => (passage().line += more),
    markItem: () => (passage().bullet = true),
    begin: (once) => open.push(newPassage(once)),
    end,
    shadeCell: (isShade) => (passage().nextShaded = isShade),
    isOnShadedCell() {
      const { inTable, shadedCells, row } = passage();
      return inTable && shadedCells[row.length] === true;
    },
    words: new Map([
      ...['par', 'sect', 'page', 'softline'].map((word) => [word, endParagraph] as const),
      ...['cell', 'nestcell'].map((word) => [word, endCell] as const),
      ...['row', 'nestrow'].map((word) => [word, endRow] as const),
      ['trowd', beginRow],
      ['cellx', defineCell],
      ['intbl', () => (passage().inTable = true)],
      ['pard', () => (passage().inTable = false)],
    ]),
    finish() {
      while (open.length > 1) end();
      text.inTable ||= text.cell.length > 0;
      endLines();
      return [...text.lines, ...after];
    },
  };
}

/** One literal: of two that are spread, a file of half a million boxes takes a fifth longer. */
const newPassage = (once: boolean): Passage => ({
  lines: [],
  row: [],
  cell: [],
  line: '',
  bullet: false,
  once,
  inTable: false,
  shadedCells: [],
  nextShaded: false,
});
