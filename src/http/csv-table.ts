import { CsvError, parse } from 'csv-parse/sync';
import { Problem } from './problem.js';

/** A row of a table by the names of its columns, and the line of the file that it begins in. */
export interface TableRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface TableShape {
  /** Names of the columns in lower case. */
  readonly needed: readonly string[];
  readonly optional: readonly string[];
  readonly mostRows: number;
  /** UTF-16 units of one row. */
  readonly mostInRow: number;
}

/** A spreadsheet's sign that a text which would begin a formula is meant as text. */
const KEPT_FROM_FORMULA = /^'(?=[=+\-@\t\r])/;

/**
 * Reads comma-separated text as spreadsheets write it: separated by commas, semicolons or tabs, quoted or not, with a line
 * of column names. Cells are text and nothing else; empty rows do not count.
 *
 * @throws Problem `malformed_table` that says what is wrong and where, or `table_too_large`.
 */
export function readTable(text: string, { needed, optional, mostRows, mostInRow }: TableShape): TableRow[] {
  const rows = parseRows(text, mostRows, mostInRow);
  const names = rows.shift()?.record.map((name) => name.trim().toLowerCase());
  if (names === undefined) throw new Problem('malformed_table', { detail: 'The table is empty.' });
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const detail = `The first line must name the columns; it lacks: ${missing.join(', ')}.`;
    throw new Problem('malformed_table', { detail });
  }
  const unknown = names.filter((name) => name !== '' && ![...needed, ...optional].includes(name));
  const twice = names.filter((name, n) => name !== '' && names.indexOf(name) !== n);
  if (unknown.length > 0 || twice.length > 0) {
    const known = [...needed, ...optional].join(', ');
    const what = unknown.length > 0 ? 'has a column that is not known' : 'has a column twice';
    throw new Problem('malformed_table', { detail: `The first line ${what}. Columns are: ${known}.` });
  }
  if (rows.length > mostRows) {
    const detail = `Send it in parts of at most ${mostRows} rows.`;
    throw new Problem('table_too_large', { detail });
  }
  return rows.map(({ record, info }) => ({
    line: info.lines,
    cells: Object.fromEntries(
      names.flatMap((name, n): [string, string][] => {
        const cell = record[n]?.trim().replace(KEPT_FROM_FORMULA, '') ?? '';
        return name === '' || cell === '' ? [] : [[name, cell]];
      }),
    ),
  }));
}

interface ParsedRow {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function parseRows(text: string, mostRows: number, mostInRow: number): ParsedRow[] {
  try {
    return parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      // Before rows are counted: a blank line of a spreadsheet is a row of separators.
      skip_records_with_empty_values: true,
      max_record_size: mostInRow,
      // One more than may be, and the line of names: enough to tell that there are too many.
      to: mostRows + 2,
    }) as unknown as ParsedRow[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const at = (error as CsvError & { lines?: number }).lines;
    const where = at === undefined ? '' : ` near line ${at}`;
    const what =
      error.code === 'CSV_MAX_RECORD_SIZE'
        ? 'A row is too long'
        : 'A quotation mark is not closed or stands alone';
    throw new Problem('malformed_table', { detail: `${what}${where}.`, cause: error });
  }
}

/** Spreadsheets in some countries separate by semicolons; what is copied out of one is separated by tabs. */
function separatorOf(text: string): string {
  const names = text.slice(0, 2_000).split(/[\r\n]/, 1)[0] ?? '';
  const count = (separator: string): number => names.split(separator).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}
