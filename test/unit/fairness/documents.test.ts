import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOCUMENTS, documentBlocks } from '../../../src/fairness/documents/document-blocks.js';
import { withBlocks } from '../../../src/fairness/documents/write-blocks.js';
import { projectRoot } from '../../../src/project-root.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';

const documents = DOCUMENTS.map((name) => ({ name, text: readFileSync(join(projectRoot, name), 'utf8') }));
const blocks = await documentBlocks(loadTaxonomy());

describe('the model card, the assessment and the notice', () => {
  it.each(documents)(
    '$name states the figures that the program has: else run npm run docs:figures',
    ({ text }) => {
      expect(text).toBe(withBlocks(text, blocks));
    },
  );

  it('state every one of them somewhere', () => {
    const all = documents.map(({ text }) => text).join('\n');
    for (const name of Object.keys(blocks)) expect(all).toContain(`<!-- ${name}: begin -->`);
    expect(withBlocks(all, { versions: 'Another.' })).toContain(
      'begin -->\n\nAnother.\n\n<!-- versions: end',
    );
  });

  it('say that nobody was read otherwise for who they are', () => {
    expect(blocks['fairness']).toMatch(/: 0 of \d+ readings different/);
    expect(blocks['fairness']).not.toMatch(/: [1-9]\d* of \d+ readings different/);
  });
});
