import type { ConceptId } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { Profile } from '../understanding/profile.js';
import { evidenceOfMention, type Evidence } from './evidence.js';
import { rankRoles } from './rank-roles.js';
import { strengthOfMention } from './strengths.js';

/** Sentences that speak for the person in a concept, the strongest first, then by place; the same words once. */
export function evidenceOfConcept(
  conceptId: ConceptId,
  profile: Profile,
  cvText: string,
  taxonomy: Taxonomy,
): readonly Evidence[] {
  const places = rankRoles(profile.roles);
  const speaking = profile.mentions
    .filter((mention) => mention.conceptId === conceptId)
    .map((mention) => ({ mention, strength: strengthOfMention(mention, profile, places, taxonomy) }))
    .filter(({ strength }) => strength > 0)
    .sort((a, b) => b.strength - a.strength || a.mention.span.start - b.mention.span.start);
  const quoted = new Map<string, Evidence>();
  for (const { mention } of speaking) {
    const evidence = evidenceOfMention(mention, profile, cvText);
    if (!quoted.has(evidence.quote)) quoted.set(evidence.quote, evidence);
  }
  return [...quoted.values()];
}
