import type { Row, Spread, Table } from './harness.js';
import type { Machine } from './machine.js';

/** Plain text, at most 100 columns where names are short. */
export function printMachine(machine: Machine): string {
  return (
    `commit ${machine.commit} · node ${machine.node} · ${machine.cores} × ${machine.cpu} · ` +
    `${machine.memoryGb} GiB · load ${machine.load}`
  );
}

export function printTable(table: Table): string {
  const lines = [`${table.title}  (${table.bench}; ${table.rounds} rounds, load ${table.load.join(' → ')})`];
  const width = Math.max(0, ...table.rows.map((row) => row.name.length));
  for (const row of table.rows) lines.push(printRow(row, width, table.unit));
  for (const [name, value] of Object.entries(table.facts)) lines.push(`  ${name}: ${figure(value)}`);
  for (const note of table.notes) lines.push(`  ${note}`);
  return lines.join('\n');
}

function printRow(row: Row, width: number, unit: string): string {
  const ratios = Object.entries(row.ratios).map(([anchor, ratio]) => `${printSpread(ratio)} × ${anchor}`);
  const speed = `${figure(row.rate.median).padStart(9)} ${unit}/s  ${figure(row.ms.median).padStart(8)} ms`;
  return `  ${row.name.padEnd(width)} ${speed}  ${ratios.join(', ') || 'anchor'}`;
}

function printSpread(spread: Spread): string {
  return `${figure(spread.median)} (${figure(spread.min)}–${figure(spread.max)})`;
}

/** Three significant digits, without exponents. */
export function figure(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString('en-GB', { maximumFractionDigits: Math.min(digits, 6) });
}
