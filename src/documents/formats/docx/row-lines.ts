/**
 * Lines of one table row from the lines of its cells. A row of short cells becomes one line with tabs, "2019–2021 ⇥
 * Senior OT, Example Trust". Where one cell holds a whole passage (dates | title and duties), its first line shares that
 * line with the others and the rest follows. Where two do, the table only arranges the page in columns, and the cells
 * follow one another whole.
 */
export function rowLines(cells: readonly (readonly string[])[]): string[] {
  const filled = cells
    .map((lines) => lines.filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0);
  const passages = filled.filter((lines) => lines.length > 1);
  if (filled.length < 2 || passages.length > 1) return filled.flat();
  const first = filled.map((lines) => lines[0] ?? '');
  return [first.join('\t'), ...(passages[0]?.slice(1) ?? [])];
}
