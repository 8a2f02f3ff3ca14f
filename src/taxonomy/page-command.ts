import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../project-root.js';
import { loadTaxonomy } from './load-taxonomy.js';
import { taxonomyPage } from './taxonomy-page.js';

/** `npm run docs:taxonomy`: writes the page that tells people what the taxonomy holds. */
const path = join(projectRoot, 'docs', 'taxonomy.md');
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, taxonomyPage(loadTaxonomy()));
console.log(`Written: ${path}`);
