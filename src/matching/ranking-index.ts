import type { ConceptId } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { FULL, scoreOfSector, scoreOfStage, scoreOfSum, weightOfCategory } from './categories.js';
import type { Features } from './features.js';
import { applyGates, gatesOf, tierOf, type Gate, type Standing } from './gates.js';
import { Interned } from './interned.js';
import { PostingList } from './posting-list.js';
import { CATEGORIES, type RequiredCriterion, type Requirement } from './requirement.js';
import { combine, reverseFitOf, wishTerms } from './reverse-fit.js';
import { weightsOf } from './score.js';
import { topByKey } from './top-by-key.js';
import { rarityOfStem } from './wording.js';

export interface RankedEntry {
  readonly candidateId: string;
  readonly tier: 0 | 1;
  readonly score: number;
  readonly fit: number;
  readonly reverseFit: number;
}

/** All candidates of a process in memory, ready to be ranked for any vacancy. */
export interface RankingIndex {
  readonly size: number;
  /** Adds the candidate or puts new features in the place of the old. */
  set(candidateId: string, features: Features): void;
  remove(candidateId: string): void;
  /**
   * The best `limit` candidates: tier, then score, both falling, then id, rising (by UTF-16 units). The same numbers, to
   * the byte, as `scoreMatch` for each candidate.
   */
  rank(requirement: Requirement, limit: number): readonly RankedEntry[];
}

const SUMMED = ['duties', 'qualifications', 'specialism', 'wording'] as const;
type Summed = (typeof SUMMED)[number];

/** Above any score, so that one number orders by tier first. */
const TIER = FULL + 1;

/**
 * Inverted posting lists in typed arrays: per concept and per stem, who has it. A vacancy touches only the lists that it
 * asks for. What depends on standing, sectors or wishes alone is worked out once for all who are alike in it.
 * Replaced and removed people stay in the lists as dead slots until a quarter is dead, then all lists are renumbered.
 */
export function createRankingIndex(taxonomy: Taxonomy): RankingIndex {
  const concepts = new Map<ConceptId, PostingList>();
  const stems = new Map<string, PostingList>();
  const standings = new Interned<Standing>();
  const sectors = new Interned<Features['sectors']>();
  const wants = new Interned<Features['wants']>();
  const slotOf = new Map<string, number>();
  let people: Slots = emptySlots(1_024);
  let used = 0;

  function set(candidateId: string, features: Features): void {
    remove(candidateId);
    if (used === people.ids.length) people = resized(people, used * 2);
    const slot = used;
    used += 1;
    slotOf.set(candidateId, slot);
    people.ids[slot] = candidateId;
    people.standing[slot] = standings.number(standingOf(features));
    people.sector[slot] = sectors.number(features.sectors);
    people.want[slot] = wants.number(features.wants);
    for (const [concept, strength] of Object.entries(features.strengths)) {
      listOf(concepts, concept, true).add(slot, strength);
    }
    for (const stem of features.stems) {
      if (rarityOfStem(stem, taxonomy.background) > 0) listOf(stems, stem, false).add(slot, 1);
    }
  }

  function remove(candidateId: string): void {
    const slot = slotOf.get(candidateId);
    if (slot === undefined) return;
    slotOf.delete(candidateId);
    people.ids[slot] = null;
    const dead = used - slotOf.size;
    if (dead > 1_024 && dead * 4 > used) renumber();
  }

  function renumber(): void {
    const numbers = new Int32Array(used).fill(-1);
    const next = emptySlots(Math.max(1_024, Math.ceil(slotOf.size * 1.25)));
    let kept = 0;
    for (let slot = 0; slot < used; slot += 1) {
      const id = people.ids[slot] ?? null;
      if (id === null) continue;
      numbers[slot] = kept;
      next.ids[kept] = id;
      next.standing[kept] = people.standing[slot] as number;
      next.sector[kept] = people.sector[slot] as number;
      next.want[kept] = people.want[slot] as number;
      slotOf.set(id, kept);
      kept += 1;
    }
    people = next;
    used = kept;
    for (const lists of [concepts, stems]) for (const list of lists.values()) list.renumber(numbers);
  }

  function rank(requirement: Requirement, limit: number): readonly RankedEntry[] {
    const sums = sumUp(requirement, concepts, stems, used);
    const weights = CATEGORIES.map((category) => weightOfCategory(category, requirement));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const wholes = Object.fromEntries(SUMMED.map((name) => [name, weightsOf(name, requirement)])) as Record<
      Summed,
      number
    >;
    const [stageWeight = 0, duties = 0, qualifications = 0, specialism = 0, sectorWeight = 0, wording = 0] =
      weights;
    const gates = standings.items.map((standing) => gatesOf(standing, requirement));
    const tiers = gates.map(tierOf);
    const stage = standings.items.map((standing) => stageWeight * stagePoints(standing, requirement));
    const sector = sectors.items.map(
      (one) => sectorWeight * Math.min(FULL, scoreOfSector({ sectors: one }, requirement)),
    );
    const reverse = wants.items.map((one) => reverseFitOf(wishTerms({ wants: one }, requirement)));

    const fitOf = (slot: number): number => {
      const standing = people.standing[slot] as number;
      let weighted = (stage[standing] as number) + (sector[people.sector[slot] as number] as number);
      if (duties > 0) weighted += duties * scoreOfSum('duties', sums.duties[slot] as number, wholes.duties);
      if (qualifications > 0) {
        weighted +=
          qualifications *
          scoreOfSum('qualifications', sums.qualifications[slot] as number, wholes.qualifications);
      }
      if (specialism > 0) {
        weighted += specialism * scoreOfSum('specialism', sums.specialism[slot] as number, wholes.specialism);
      }
      if (wording > 0)
        weighted += wording * scoreOfSum('wording', sums.wording[slot] as number, wholes.wording);
      return applyGates(total === 0 ? 0 : Math.floor(weighted / total), gates[standing] as readonly Gate[]);
    };
    const scoreOf = (slot: number, fit: number): number =>
      combine(fit, reverse[people.want[slot] as number] as number);

    const keys = new Int32Array(used).fill(-1);
    for (let slot = 0; slot < used; slot += 1) {
      if (people.ids[slot] === null) continue;
      keys[slot] = (tiers[people.standing[slot] as number] as number) * TIER + scoreOf(slot, fitOf(slot));
    }
    return topByKey(keys, people.ids, limit, 2 * TIER).map((slot) => {
      const fit = fitOf(slot);
      return {
        candidateId: people.ids[slot] as string,
        tier: tiers[people.standing[slot] as number] as 0 | 1,
        score: scoreOf(slot, fit),
        fit,
        reverseFit: reverse[people.want[slot] as number] as number,
      };
    });
  }

  return {
    get size() {
      return slotOf.size;
    },
    set,
    remove,
    rank,
  };
}

function stagePoints(standing: Standing, { stage }: Requirement): number {
  return stage === null ? 0 : Math.min(FULL, scoreOfStage(standing, stage));
}

/** The parts of the features that gates and stage look at, and nothing else, so that equals are found. */
function standingOf({ occupationalTherapy, registration, driver, stage }: Features): Standing {
  return { occupationalTherapy, registration, driver, stage };
}

interface Slots {
  /** Candidate id per slot; null: dead. */
  readonly ids: (string | null)[];
  readonly standing: Int32Array;
  readonly sector: Int32Array;
  readonly want: Int32Array;
}

function emptySlots(size: number): Slots {
  return {
    ids: new Array<string | null>(size).fill(null),
    standing: new Int32Array(size),
    sector: new Int32Array(size),
    want: new Int32Array(size),
  };
}

function resized(slots: Slots, size: number): Slots {
  const next = emptySlots(size);
  slots.ids.forEach((id, slot) => (next.ids[slot] = id));
  next.standing.set(slots.standing);
  next.sector.set(slots.sector);
  next.want.set(slots.want);
  return next;
}

function listOf(lists: Map<string, PostingList>, key: string, withValues: boolean): PostingList {
  let list = lists.get(key);
  if (list === undefined) lists.set(key, (list = new PostingList(withValues)));
  return list;
}

/** Per category and slot, the sum of weight × strength that `scoreMatch` comes to. */
function sumUp(
  requirement: Requirement,
  concepts: ReadonlyMap<ConceptId, PostingList>,
  stems: ReadonlyMap<string, PostingList>,
  used: number,
): Readonly<Record<Summed, Int32Array>> {
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
