import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { CandidateStore } from './candidate-store.js';
import { rarityOfConcept } from './concept-rarity.js';
import { criterionCategoryOf } from './criterion-category.js';
import { SEGMENT_BITS, type Segment } from './segment.js';
import {
  LIKENESS_WEIGHTS,
  overlapOf,
  scoreOfOverlap,
  sectorTraits,
  stageTraits,
  type LikenessCategory,
  type Traits,
} from './similar-traits.js';
import { compareWords, uuidOfWords, wordsOfUuid } from './uuid-words.js';

export interface SimilarPerson {
  readonly candidateId: string;
  /** As `likenessOf` works it out for the two. */
  readonly similarity: number;
}

const OF_CONCEPTS = ['duties', 'specialism', 'qualifications'] as const;

/** The `limit` people of a store who are most like these traits: similarity falling, then id rising. */
export function findSimilar(
  store: CandidateStore,
  taxonomy: Taxonomy,
  traits: Traits,
  { limit, except }: { limit: number; except: string },
): SimilarPerson[] {
  const tables = conceptTables(store, taxonomy, traits);
  const stages = store.stages.items.map((shares) => weighOne('stage', traits.stage, stageTraits(shares)));
  const sectors = store.sectors.items.map((held) => weighOne('sector', traits.sector, sectorTraits(held)));
  const own = store.slotOf(wordsOfUuid(except));
  let best: Found[] = [];
  let floor = 0;
  const sums = new Float64Array(2 * OF_CONCEPTS.length);

  store.segments.forEach((segment, number) => {
    for (let slot = 0; slot < segment.used; slot += 1) {
      const whole = (number << SEGMENT_BITS) | slot;
      if (segment.revisions[slot] === 0 || whole === own) continue;
      sumConcepts(segment, slot, tables, sums);
      const stage = stages[segment.stages[slot] as number] as Weighed;
      const sector = sectors[segment.sectors[slot] as number] as Weighed;
      let weights = stage.weight + sector.weight;
      let sum = stage.weight * stage.score + sector.weight * sector.score;
      for (let group = 0; group < OF_CONCEPTS.length; group += 1) {
        const least = sums[2 * group] as number;
        const most = (tables.totals[group] as number) + (sums[2 * group + 1] as number) - least;
        if (most === 0) continue;
        const weight = tables.weights[group] as number;
        weights += weight;
        sum += weight * scoreOfOverlap(least, most);
      }
      const similarity = weights === 0 ? 0 : Math.floor(sum / weights);
      if (similarity < floor) continue;
      best.push({ slot: whole, similarity });
      if (best.length >= limit * 8) ({ best, floor } = keepBest(store, best, limit));
    }
  });
  return keepBest(store, best, limit).best.map(({ slot, similarity }) => ({
    candidateId: uuidOfWords(store.idAt(slot)),
    similarity,
  }));
}

interface Found {
  readonly slot: number;
  readonly similarity: number;
}

/** Per group, the sum of the smaller values and that of the person's own. */
function sumConcepts(
  { concepts, width, own, starts }: Segment,
  slot: number,
  { category, values, rarities }: ConceptTables,
  sums: Float64Array,
): void {
  sums.fill(0);
  let at = starts[slot] as number;
  for (let word = 0; word < width; word += 1) {
    // The lowest bit that is set is the next concept, and its strength the next byte.
    for (let bits = concepts[slot * width + word] as number; bits !== 0; bits &= bits - 1) {
      const concept = word * 32 + 31 - Math.clz32(bits & -bits);
      const value = (own[at] as number) * (rarities[concept] as number);
      at += 1;
      const group = 2 * (category[concept] as number);
      if (group < 0) continue;
      const wanted = values[concept] as number;
      sums[group] = (sums[group] as number) + (value < wanted ? value : wanted);
      sums[group + 1] = (sums[group + 1] as number) + value;
    }
  }
}

interface Weighed {
  readonly weight: number;
  readonly score: number;
}

function weighOne(
  category: LikenessCategory,
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Weighed {
  const { least, most } = overlapOf(one, other);
  return { weight: most === 0 ? 0 : LIKENESS_WEIGHTS[category], score: scoreOfOverlap(least, most) };
}

interface ConceptTables {
  /** By the store's number of each concept: its place in `OF_CONCEPTS` or −1, its value in the traits, its rarity. */
  readonly category: Int8Array;
  readonly values: Float64Array;
  readonly rarities: Float64Array;
  /** By place in `OF_CONCEPTS`: the sum of the traits, and the weight. */
  readonly totals: readonly number[];
  readonly weights: readonly number[];
}

function conceptTables(store: CandidateStore, taxonomy: Taxonomy, traits: Traits): ConceptTables {
  const size = store.numbers.concepts.size;
  const category = new Int8Array(size).fill(-1);
  const values = new Float64Array(size);
  const rarities = new Float64Array(size);
  for (const conceptId of taxonomy.concepts.keys()) {
    const number = store.numbers.concepts.find(conceptId);
    const name = criterionCategoryOf(conceptId, taxonomy);
    if (number === undefined || name === null) continue;
    category[number] = OF_CONCEPTS.indexOf(name);
    values[number] = traits[name][conceptId] ?? 0;
    rarities[number] = rarityOfConcept(conceptId);
  }
  const totals = OF_CONCEPTS.map((name) =>
    Object.values(traits[name]).reduce((sum, value) => sum + value, 0),
  );
  const weights = OF_CONCEPTS.map((name) => LIKENESS_WEIGHTS[name]);
  return { category, values, rarities, totals, weights };
}

function keepBest(
  store: CandidateStore,
  found: readonly Found[],
  limit: number,
): { best: Found[]; floor: number } {
  const best = [...found]
    .sort((a, b) => b.similarity - a.similarity || compareWords(store.idAt(a.slot), store.idAt(b.slot)))
    .slice(0, limit);
  return { best, floor: best.length < limit ? 0 : (best.at(-1)?.similarity ?? 0) };
}
