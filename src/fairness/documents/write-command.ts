import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../project-root.js';
import { loadTaxonomy } from '../../taxonomy/load-taxonomy.js';
import { DOCUMENTS, documentBlocks } from './document-blocks.js';
import { withBlocks } from './write-blocks.js';

/** `npm run docs:figures`: writes the figures and versions into the documents that state them. */
const blocks = await documentBlocks(loadTaxonomy());
for (const document of DOCUMENTS) {
  const path = join(projectRoot, document);
  writeFileSync(path, withBlocks(readFileSync(path, 'utf8'), blocks));
  console.log(`Written: ${document}`);
}
