import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { findConcepts } from '../../../src/understanding/find-concepts.js';
import { prepareText } from '../../../src/understanding/prepare-text.js';
import { CAREER_PAGES } from '../../fixtures/career-pages.js';

const taxonomy = loadTaxonomy();

describe('what the two career pages name', () => {
  it.each(CAREER_PAGES)('%s, %s: is %s, which cites the page', (source, _item, conceptId) => {
    expect(taxonomy.concepts.get(conceptId)?.sources).toContain(source);
  });

  it.each(CAREER_PAGES)('%s, %s: is found as %s in "%s"', (_source, _item, conceptId, sentence) => {
    const found = findConcepts(prepareText(sentence), taxonomy).map((hit) => hit.conceptId);
    expect(found).toContain(conceptId);
  });
});
