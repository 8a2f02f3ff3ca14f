import type { ConceptId, ConceptKind } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { CriterionCategory } from './requirement.js';

/** Facts of the contract and gates are no criteria; qualities are claimed by everybody and shown by nobody's list. */
const CATEGORY_OF_KIND: Readonly<Record<ConceptKind, CriterionCategory | null>> = {
  duty: 'duties',
  assessment: 'duties',
  qualification: 'qualifications',
  specialism: 'specialism',
  setting: 'specialism',
  registration: null,
  quality: null,
  work_terms: null,
};

/** The category in which a concept counts; null for one that is no criterion, and for one that the taxonomy lacks. */
export function criterionCategoryOf(conceptId: ConceptId, taxonomy: Taxonomy): CriterionCategory | null {
  const kind = taxonomy.concepts.get(conceptId)?.kind;
  return kind === undefined ? null : CATEGORY_OF_KIND[kind];
}
