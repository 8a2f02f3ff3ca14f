import type { ConceptId } from '../taxonomy/concept.js';
import type { CandidateStore } from './candidate-store.js';
import type { PostingList } from './posting-list.js';
import type { RequiredCriterion, Requirement } from './requirement.js';
import type { SummedCategory } from './categories.js';

/** Per category and slot, the sum of weight × strength. */
export type SlotSums = Readonly<Record<SummedCategory, Int32Array>>;

/** Adds up, list by list, what `scoreMatch` adds up person by person. Dead slots get sums too and are passed over later. */
export function sumPostings({ concepts, stems, used }: CandidateStore, requirement: Requirement): SlotSums {
  const sums = {
    duties: new Int32Array(used),
    qualifications: new Int32Array(used),
    specialism: new Int32Array(used),
    wording: new Int32Array(used),
  };
  const best = new Uint8Array(used);
  const noted = new Int32Array(used);
  for (const criterion of requirement.criteria) {
    addCriterion(criterion, concepts, sums[criterion.category], best, noted);
  }
  for (const { stem, weight } of requirement.wording) stems.get(stem)?.addTo(sums.wording, weight * 100);
  return sums;
}

/** The strongest of the concept itself and its neighbours' shares counts; `best` and `noted` come and go empty. */
function addCriterion(
  { conceptId, weight, adjacent }: RequiredCriterion,
  concepts: ReadonlyMap<ConceptId, PostingList>,
  sums: Int32Array,
  best: Uint8Array,
  noted: Int32Array,
): void {
  const neighbours = adjacent.filter((one) => concepts.has(one.conceptId));
  if (neighbours.length === 0) {
    concepts.get(conceptId)?.addTo(sums, weight);
    return;
  }
  let count = concepts.get(conceptId)?.raise(best, 100, noted, 0) ?? 0;
  for (const one of neighbours)
    count = concepts.get(one.conceptId)?.raise(best, one.share, noted, count) ?? count;
  for (let i = 0; i < count; i += 1) {
    const slot = noted[i] as number;
    sums[slot] = (sums[slot] as number) + weight * (best[slot] as number);
    best[slot] = 0;
  }
}
