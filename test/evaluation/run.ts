import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../src/project-root.js';
import { loadTaxonomy } from '../../src/taxonomy/load-taxonomy.js';
import { versions } from '../../src/versions.js';
import { type EvaluationSet, partOf, readEvaluationSet } from './evaluation-set.js';
import { measureSet } from './measure-set.js';
import { printFigures } from './print-figures.js';

const OWN_SET = join(projectRoot, 'test', 'evaluation', 'set');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' } },
});
const folder = resolve(positionals[0] ?? OWN_SET);
const taxonomy = loadTaxonomy();
const set = readEvaluationSet(folder, relative(projectRoot, folder) || folder);
const run = { commit: measuredCommit(), versions: versions(taxonomy) };
const figures = measureSet(set, taxonomy, run);
const halves = [
  ['first half', measureSet(half(set, 'first'), taxonomy, run)],
  ['second half', measureSet(half(set, 'second'), taxonomy, run)],
] as const;

console.log(printFigures(figures, halves));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);

/** Vacancies and CVs of one half, in the order of their ids; the first half of our own set is the one tuned on. */
function half(whole: EvaluationSet, which: 'first' | 'second'): EvaluationSet {
  const chosen = (ids: Iterable<string>) => {
    const sorted = [...ids].sort();
    const middle = Math.ceil(sorted.length / 2);
    return new Set(which === 'first' ? sorted.slice(0, middle) : sorted.slice(middle));
  };
  const vacancies = chosen(whole.vacancies.keys());
  const cvs = chosen(whole.cvs.keys());
  return partOf(
    whole,
    (id) => vacancies.has(id),
    (id) => cvs.has(id),
  );
}

function measuredCommit(): string | null {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', projectRoot, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    return (
      git('rev-parse', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '-dirty')
    );
  } catch {
    return null; // no repository, or no git on this machine
  }
}
