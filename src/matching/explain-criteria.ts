import type { ConceptId } from '../taxonomy/concept.js';
import type { Mention } from '../understanding/profile.js';
import { strengthOfCriterion } from './categories.js';
import { evidenceOfMention, type Evidence } from './evidence.js';
import type { ExplanationInput, OpenTerm } from './explanation.js';
import { rankRoles } from './rank-roles.js';
import type { CriterionCategory, RequiredCriterion } from './requirement.js';
import { strengthOfMention } from './strengths.js';

/** One term per criterion of the category, met or not, with the mention that speaks most strongly for it. */
export function explainCriteria(category: CriterionCategory, input: ExplanationInput): readonly OpenTerm[] {
  const { features, requirement, reading, vacancyText, taxonomy } = input;
  const labelOf = (id: ConceptId) => taxonomy.concepts.get(id)?.label ?? id;
  return requirement.criteria
    .filter((criterion) => criterion.category === category)
    .map((criterion) => {
      const strength = strengthOfCriterion(criterion, features);
      const shown = showing(criterion, strength, input);
      const place = reading.criteria.find(({ conceptId }) => conceptId === criterion.conceptId)?.sentence;
      return {
        criterion:
          strength === 0 ? labelOf(criterion.conceptId) : inPart(criterion.conceptId, shown, labelOf),
        conceptId: criterion.conceptId,
        weight: criterion.weight,
        strength,
        part: criterion.weight * strength,
        asked: place === undefined ? null : { ...place, quote: vacancyText.slice(place.start, place.end) },
        evidence: strength === 0 ? null : strongestEvidence(shown, input),
      };
    });
}

/** "Stroke (in part, for Neurological rehabilitation)": a neighbour's evidence must not pass for the thing itself. */
function inPart(asked: ConceptId, shown: ConceptId, labelOf: (id: ConceptId) => string): string {
  return asked === shown ? labelOf(asked) : `${labelOf(asked)} (in part, for ${labelOf(shown)})`;
}

/** The concept that gives the criterion its strength: itself, or the neighbour that counts in part. */
function showing(criterion: RequiredCriterion, strength: number, { features }: ExplanationInput): ConceptId {
  if ((features.strengths[criterion.conceptId] ?? 0) >= strength) return criterion.conceptId;
  const neighbour = criterion.adjacent.find(
    ({ conceptId, share }) => Math.floor(((features.strengths[conceptId] ?? 0) * share) / 100) === strength,
  );
  return neighbour?.conceptId ?? criterion.conceptId;
}

function strongestEvidence(
  conceptId: ConceptId,
  { profile, cvText, taxonomy }: ExplanationInput,
): Evidence | null {
  const places = rankRoles(profile.roles);
  let best: { readonly mention: Mention; readonly strength: number } | null = null;
  for (const mention of profile.mentions) {
    if (mention.conceptId !== conceptId) continue;
    const strength = strengthOfMention(mention, profile, places, taxonomy);
    if (strength > (best?.strength ?? 0)) best = { mention, strength };
  }
  return best === null ? null : evidenceOfMention(best.mention, profile, cvText);
}
