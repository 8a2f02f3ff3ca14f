import { writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../../src/project-root.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { understandVacancy } from '../../../src/understanding/understand-vacancy.js';
import { measureAdverts } from './measure-adverts.js';
import { printAdvertFigures } from './print-advert-figures.js';
import { readAdverts } from './read-adverts.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { mask: { type: 'boolean', default: false }, json: { type: 'string' } },
});
const [path] = positionals;
if (path === undefined) {
  console.error('Usage: npm run eval:adverts -- FILE.jsonl [--mask] [--json FILE]');
  process.exit(2);
}

const taxonomy = loadTaxonomy();
const figures = measureAdverts(readAdverts(path), values.mask, (text) => understandVacancy(text, taxonomy));

const fromRoot = relative(projectRoot, resolve(path));
console.log(printAdvertFigures(fromRoot.startsWith('..') ? path : fromRoot, figures));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
