import { describe, expect, it } from 'vitest';
import { STAGES } from '../../../src/taxonomy/concept.js';
import { formVariants } from '../../../src/taxonomy/form-variants.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { stemOf } from '../../../src/taxonomy/stem.js';
import { findConcepts } from '../../../src/understanding/find-concepts.js';
import { prepareText } from '../../../src/understanding/prepare-text.js';

const taxonomy = loadTaxonomy();

describe('the taxonomy', () => {
  it('has every concept found by each of its unambiguous forms', () => {
    const missed: string[] = [];
    for (const { form, conceptId, ambiguous } of taxonomy.forms) {
      if (ambiguous) continue;
      const hits = findConcepts(prepareText(form), taxonomy);
      if (!hits.some((hit) => hit.conceptId === conceptId)) missed.push(`${conceptId}: ${form}`);
    }
    expect(missed).toEqual([]);
  });

  it('weighs every concept for every stage between 0 and 1', () => {
    for (const { stages } of taxonomy.concepts.values()) {
      for (const stage of STAGES) {
        expect(stages[stage]).toBeGreaterThanOrEqual(0);
        expect(stages[stage]).toBeLessThanOrEqual(1);
      }
    }
  });

  it('cites the two pages it started from for duties of all five stages', () => {
    const cited = [...taxonomy.concepts.values()].filter(
      ({ kind, sources }) => kind === 'duty' && sources.some((key) => key === 'seed1' || key === 'seed2'),
    );
    for (const stage of STAGES) {
      expect(cited.some(({ stages }) => stages[stage] >= 0.8)).toBe(true);
    }
  });

  it('has one version for one state of its data', () => {
    expect(loadTaxonomy()).toBe(taxonomy);
    expect(taxonomy.version).toMatch(/^taxonomy-\d+-[0-9a-f]{12}$/);
  });

  it('counts its background in texts: no stem stands in more of them than there are', () => {
    const { documents, frequency } = taxonomy.background;
    expect(frequency.size).toBeGreaterThan(1_000);
    for (const count of frequency.values()) {
      expect(count).toBeGreaterThanOrEqual(2);
      expect(count).toBeLessThanOrEqual(documents);
    }
  });
});

describe('the variants of a form', () => {
  it('cover British and American spelling, signs and plurals', () => {
    expect(formVariants('paediatric rehabilitation programme', false)).toContain(
      'pediatric rehabilitation program',
    );
    expect(formVariants('moving & handling', false)).toContain('moving and handling');
    expect(formVariants('home improvement agency', false)).toContain('home improvement agencies');
    expect(formVariants('home visits', false)).toContain('home visit');
  });

  it('leave a lone plural noun and case-sensitive forms as they are', () => {
    expect(formVariants('falls', false)).not.toContain('fall');
    expect(formVariants('T&O', true)).toEqual(['T&O']);
  });
});

describe('a stem', () => {
  it('is one for the inflections and spellings of a word', () => {
    expect(stemOf('assessments')).toBe(stemOf('assessed'));
    expect(stemOf('organized')).toBe(stemOf('organise'));
    expect(stemOf('pediatric')).toBe(stemOf('paediatric'));
    expect(stemOf("carer's")).toBe(stemOf('carers'));
  });
});
