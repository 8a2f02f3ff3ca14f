import type { ConceptId } from '../taxonomy/concept.js';
import { strengthOfCriterion } from './categories.js';
import { evidenceOfConcept } from './concept-evidence.js';
import type { ExplanationInput, OpenTerm } from './explanation.js';
import type { CriterionCategory, RequiredCriterion } from './requirement.js';

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

function evidenceFor(
  conceptId: ConceptId,
  { profile, cvText, taxonomy }: ExplanationInput,
): Pick<OpenTerm, 'evidence' | 'also'> {
  const [strongest, ...others] = evidenceOfConcept(conceptId, profile, cvText, taxonomy);
  return { evidence: strongest ?? null, also: others.slice(0, MOST_ALSO) };
}
