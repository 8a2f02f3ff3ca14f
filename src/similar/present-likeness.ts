import type { Likeness, SharedTrait } from '../matching/similar-traits.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';

const HEAVIEST = 10;

const STAGE_LABELS: Readonly<Record<string, string>> = {
  support_worker: 'Support worker',
  occupational_therapist: 'Occupational therapist',
  senior_specialist: 'Senior or specialist',
  advanced: 'Advanced',
  consultant: 'Consultant',
};
const SECTOR_LABELS: Readonly<Record<string, string>> = {
  nhs: 'NHS',
  local_authority: 'Local authority',
  independent: 'Independent sector',
  charity: 'Charity',
};

/** What the heaviest shared traits are called. */
export function presentLikeness({ similarity, categories, shared }: Likeness, taxonomy: Taxonomy) {
  return {
    similarity,
    categories: categories.map((category) => ({ ...category })),
    sharedCount: shared.length,
    shared: shared.slice(0, HEAVIEST).map((one) => ({ ...one, label: labelOf(one, taxonomy) })),
  };
}

function labelOf({ category, trait }: SharedTrait, taxonomy: Taxonomy): string {
  const labels = { stage: STAGE_LABELS, sector: SECTOR_LABELS };
  const known = category === 'stage' || category === 'sector' ? labels[category][trait] : undefined;
  return known ?? taxonomy.concepts.get(trait)?.label ?? trait;
}
