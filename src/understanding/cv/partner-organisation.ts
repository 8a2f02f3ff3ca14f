import type { ConceptId, Sector } from '../../taxonomy/concept.js';

/** Fields of work that a text names by naming an employer, and the sector whose posts they are. */
const NAMED_BY_EMPLOYER: Readonly<Record<ConceptId, Sector>> = {
  'spec.adult_social_care': 'local_authority',
  'spec.nhs_service': 'nhs',
};

const PARTNER_BEFORE =
  /\b(?:with|alongside|liais\w+ with|joint(?:ly)? with|referr\w+ to) (?:(?:the|our|their|local|a|both|county|city|borough|district|neighbouring) )*$/i;

/**
 * "Equipment for school with the council's therapist", in a post of the NHS: a partner is named, and no post with that
 * partner is shown.
 *
 * @param before what of the sentence stands before the mention
 * @param sector of the post that the mention stands in; null when unknown or outside any post
 */
export function isPartnerOrganisation(conceptId: ConceptId, before: string, sector: Sector | null): boolean {
  const own = NAMED_BY_EMPLOYER[conceptId];
  return own !== undefined && sector !== null && sector !== own && PARTNER_BEFORE.test(before);
}
