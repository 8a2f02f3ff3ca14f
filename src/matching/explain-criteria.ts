import type { ConceptId } from '../taxonomy/concept.js';
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
        ...(strength === 0 ? { evidence: null, also: [] } : evidenceFor(shown, input)),
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

/** More of the same would be read by nobody. */
const MOST_ALSO = 3;

/** The sentence that speaks most strongly for the concept, then those of other words, by strength and by place. */
function evidenceFor(
  conceptId: ConceptId,
  { profile, cvText, taxonomy }: ExplanationInput,
): Pick<OpenTerm, 'evidence' | 'also'> {
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
  const [strongest, ...others] = quoted.values();
  return { evidence: strongest ?? null, also: others.slice(0, MOST_ALSO) };
}
