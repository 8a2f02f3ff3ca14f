import type { ConceptId } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { Features } from './features.js';
import { sharesOf } from './gates.js';
import { Interned } from './interned.js';
import { PostingList } from './posting-list.js';
import { commonStems } from './wording.js';

/** What of a person decides who may lawfully be put forward; a few dozen kinds at most. */
export type Eligibility = Pick<Features, 'occupationalTherapy' | 'registration' | 'driver'>;

/** Per slot, the numbers of what the person shares with others. */
interface Slots {
  /** Candidate id; null: dead. */
  readonly ids: (string | null)[];
  readonly eligibility: Uint16Array;
  readonly sectors: Int32Array;
  readonly wants: Int32Array;
  readonly stages: Int32Array;
}

const FIRST_SIZE = 1_024;

/**
 * Features of all candidates as inverted posting lists in typed arrays: per concept and per stem, who has it. Replaced
 * and removed people stay in the lists as dead slots until a quarter is dead; then all lists are renumbered.
 */
export class CandidateStore {
  readonly concepts = new Map<ConceptId, PostingList>();
  readonly stems = new Map<string, PostingList>();
  readonly eligibilities = new Interned<Eligibility>();
  /** Stage distributions, percentages in the order of `STAGES`. */
  readonly stages = new Interned<readonly number[]>();
  readonly sectors = new Interned<Features['sectors']>();
  readonly wants = new Interned<Features['wants']>();
  slots: Slots = emptySlots(FIRST_SIZE);
  /** Slots in use, dead ones among them. */
  used = 0;
  private readonly slotOf = new Map<string, number>();
  private readonly common: ReadonlySet<string>;

  constructor(taxonomy: Taxonomy) {
    this.common = commonStems(taxonomy.background);
  }

  get size(): number {
    return this.slotOf.size;
  }

  set(candidateId: string, features: Features): void {
    this.remove(candidateId);
    const slot = this.used;
    if (slot === this.slots.ids.length) this.slots = moved(this.slots, slot, slot * 2, null);
    this.used += 1;
    this.slotOf.set(candidateId, slot);
    const { occupationalTherapy, registration, driver } = features;
    this.slots.ids[slot] = candidateId;
    this.slots.eligibility[slot] = this.eligibilities.number({ occupationalTherapy, registration, driver });
    this.slots.sectors[slot] = this.sectors.number(features.sectors);
    this.slots.wants[slot] = this.wants.number(features.wants);
    this.slots.stages[slot] = this.stages.number(sharesOf(features.stage));
    for (const [concept, strength] of Object.entries(features.strengths)) {
      listOf(this.concepts, concept, true).add(slot, strength);
    }
    for (const stem of features.stems)
      if (!this.common.has(stem)) listOf(this.stems, stem, false).add(slot, 1);
  }

  remove(candidateId: string): void {
    const slot = this.slotOf.get(candidateId);
    if (slot === undefined) return;
    this.slotOf.delete(candidateId);
    this.slots.ids[slot] = null;
    const dead = this.used - this.slotOf.size;
    if (dead > FIRST_SIZE && dead * 4 > this.used) this.renumber();
  }

  private renumber(): void {
    const numbers = new Int32Array(this.used).fill(-1);
    let kept = 0;
    for (let slot = 0; slot < this.used; slot += 1) {
      const id = this.slots.ids[slot] ?? null;
      if (id === null) continue;
      numbers[slot] = kept;
      this.slotOf.set(id, kept);
      kept += 1;
    }
    const size = Math.max(FIRST_SIZE, Math.ceil(kept * 1.25));
    this.slots = moved(this.slots, this.used, size, numbers);
    this.used = kept;
    for (const lists of [this.concepts, this.stems])
      for (const list of lists.values()) list.renumber(numbers);
  }
}

function listOf(lists: Map<string, PostingList>, key: string, withValues: boolean): PostingList {
  let list = lists.get(key);
  if (list === undefined) lists.set(key, (list = new PostingList(withValues)));
  return list;
}

function emptySlots(size: number): Slots {
  return {
    ids: new Array<string | null>(size).fill(null),
    eligibility: new Uint16Array(size),
    sectors: new Int32Array(size),
    wants: new Int32Array(size),
    stages: new Int32Array(size),
  };
}

/** The slots in arrays of another size, under new numbers if there are any; −1 drops a slot. */
function moved(slots: Slots, used: number, size: number, numbers: Int32Array | null): Slots {
  const next = emptySlots(size);
  for (let slot = 0; slot < used; slot += 1) {
    const to = numbers === null ? slot : (numbers[slot] ?? -1);
    if (to < 0) continue;
    next.ids[to] = slots.ids[slot] ?? null;
    next.eligibility[to] = slots.eligibility[slot] ?? 0;
    next.sectors[to] = slots.sectors[slot] ?? 0;
    next.wants[to] = slots.wants[slot] ?? 0;
    next.stages[to] = slots.stages[slot] ?? 0;
  }
  return next;
}
