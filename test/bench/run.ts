/**
 * `npm run bench [-- --json FILE] [--only NAME[,NAME]] [--rounds N] [--million]`: prints every speed beside its anchor of the same
 * run. Ends with code 1 when a bench could not be run.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benches } from './benches.js';
import type { Bench, Table } from './harness.js';
import { describeMachine, oneMinuteLoad } from './machine.js';
import { printMachine, printTable } from './print-table.js';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    // Read by the benches that can: ten times as many people, or CVs.
    million: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) fail('--rounds wants a whole number, 1 or more');
const chosen = choose(values.only);

const machine = describeMachine();
console.log(printMachine(machine));
const tables: Table[] = [];
let failures = 0;
for (const bench of chosen) {
  const before = oneMinuteLoad();
  try {
    for (const table of await bench.run(rounds, note)) {
      const complete: Table = { bench: bench.name, load: [before, oneMinuteLoad()], ...table };
      tables.push(complete);
      console.log(`\n${printTable(complete)}`);
    }
  } catch (error) {
    failures += 1;
    console.error(`\n${bench.name} could not be run:`, error);
  }
}
if (values.json) writeFileSync(values.json, JSON.stringify({ machine, tables }, null, 2) + '\n');
process.exit(failures === 0 ? 0 : 1);

function choose(only: string | undefined): readonly Bench[] {
  if (only === undefined) return benches;
  const names = only.split(',');
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    fail(`No bench ${unknown.join(', ')}; there are ${benches.map((bench) => bench.name).join(', ')}`);
  }
  return benches.filter((bench) => names.includes(bench.name));
}

function note(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K  ${text}`);
}

function fail(text: string): never {
  console.error(text);
  process.exit(1);
}
