import { readFileSync, writeFileSync } from 'node:fs';
import type { KindFigures } from './measure-files.js';

const START = '<!-- figures of eval:reading -->';
const END = '<!-- end of figures -->';

/**
 * Writes the figures into a file between its markers.
 *
 * @throws Error where it has none.
 */
export function writeReadingTable(file: string, figures: readonly KindFigures[]): void {
  const text = readFileSync(file, 'utf8');
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start === -1 || end < start) throw new Error(`${file} has no place for the figures`);
  writeFileSync(
    file,
    `${text.slice(0, start + START.length)}\n\n${readingTable(figures)}\n\n${text.slice(end)}`,
  );
}

/** A Markdown table whose columns line up, as the formatter leaves it. */
function readingTable(figures: readonly KindFigures[]): string {
  const rows = [
    ['file', 'files', 'word F1', 'order of words'],
    ...figures.map(({ kind, files, f1, order }) => [kind, String(files), f1.toFixed(3), order.toFixed(3)]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
