import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { taxonomyPage } from '../../../src/taxonomy/taxonomy-page.js';

const taxonomy = loadTaxonomy();
const page = taxonomyPage(taxonomy);

describe('the page about the taxonomy', () => {
  it('is what the data say: run npm run docs:taxonomy after changing them', () => {
    expect(readFileSync('docs/taxonomy.md', 'utf8') === page).toBe(true);
  });

  it('has every concept once, with its sources', () => {
    for (const { id, sources } of taxonomy.concepts.values()) {
      const rows = page.split('\n').filter((line) => line.startsWith(`| \`${id}\` |`));
      expect(rows, id).toHaveLength(1);
      expect(rows[0]?.endsWith(`| ${sources.join(', ')} |`), id).toBe(true);
    }
  });

  it('tells when an ambiguous form counts', () => {
    expect(page).toMatch(/“ED” beside frailty, .*, not with eating, anorexia, camhs/);
    expect(page).toMatch(/“Care Act” not with awareness/);
  });
});
