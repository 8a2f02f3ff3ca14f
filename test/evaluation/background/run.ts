import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../../src/project-root.js';
import { TAXONOMY_DATA } from '../../../src/taxonomy/load-taxonomy.js';
import { readAdverts } from '../adverts/read-adverts.js';
import { backgroundText, countBackground } from './count-background.js';

const SET = join(projectRoot, 'test', 'evaluation', 'set', 'cvs');

/**
 * `npm run taxonomy:background -- ADVERTS.jsonl`: counts the table of word rarity anew, over adverts and the first half of
 * the CVs of our own set. The second half is held out and may not be counted.
 */
const { positionals } = parseArgs({ allowPositionals: true });
const [path] = positionals;
if (path === undefined) {
  console.error('Usage: npm run taxonomy:background -- ADVERTS.jsonl');
  process.exit(2);
}
const adverts = readAdverts(path).map(({ title, text }) => `${title}\n${text}`);
const names = readdirSync(SET).sort();
const cvs = names.slice(0, names.length / 2).map((name) => readFileSync(join(SET, name), 'utf8'));
const source =
  `Number of texts that contain each stem (two or more), counted by npm run taxonomy:background over ${adverts.length} NHS ` +
  'adverts for occupational therapy posts of November 2020 (github.com/stochastictalk/nhs_jobs_data) and the ' +
  `${cvs.length} CVs of the first half of the evaluation set. Words that are never written small and are no acronym ` +
  '(names of people and places) are left out. Figures only.';
const table = { source, ...countBackground([...adverts, ...cvs]) };
writeFileSync(join(projectRoot, TAXONOMY_DATA, 'background.json'), backgroundText(table));
console.log(`${table.documents} texts, ${Object.keys(table.frequency).length} stems.`);
