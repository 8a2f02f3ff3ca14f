import type { CandidateStore } from './candidate-store.js';
import type { Requirement } from './requirement.js';
import { requirementTables, TIER } from './requirement-tables.js';
import { SEGMENT_SIZE, type Segment } from './segment.js';
import { scoreSegment } from './slot-scorer.js';
import { collectTop, type TopCollector } from './top-collector.js';
import { compareWords, wordsOfUuid, type Words } from './uuid-words.js';

/** A place in the order of a ranking. */
export interface Position {
  readonly tier: 0 | 1;
  readonly score: number;
  readonly candidateId: string;
}

/** The best of a ranking in order, each array with one entry a person. */
export interface Ranked {
  /** People who take part in all, the filter's passed. */
  readonly size: number;
  readonly ids: readonly Words[];
  /** Of the profiles that were scored. */
  readonly revisions: readonly number[];
  readonly tiers: readonly number[];
  readonly scores: readonly number[];
  readonly fits: readonly number[];
  readonly reverseFits: readonly number[];
}

interface Options {
  readonly accepts: ((segment: Segment, slot: number) => boolean) | null;
  readonly after: Position | null;
}

export function rankTop(
  store: CandidateStore,
  requirement: Requirement,
  limit: number,
  { accepts, after }: Options,
): Ranked {
  const tables = requirementTables(store, requirement);
  const comesAfter = after === null ? null : comingAfter(store, after);
  const collect = (wanted: number, from: number, step: number) => {
    const collector = collectTop(wanted, from, comesAfter);
    const size = store.segments.reduce(
      (sum, segment, number) => sum + scoreSegment(segment, number, tables, collector, accepts, step),
      0,
    );
    return { collector, size };
  };
  const guess = guessFloor(limit, store.size, (wanted, step) => collect(wanted, 0, step).collector);
  let { collector, size } = collect(limit, guess, 1);
  if (guess > 0 && collector.slots.length < Math.min(limit, size))
    ({ collector, size } = collect(limit, 0, 1));
  const { slots, keys, fits, floor } = collector;
  const best = slots
    .map((slot, n) => ({ slot, key: keys[n] as number, fit: fits[n] as number }))
    .filter(({ key }) => key >= floor)
    .map((one) => ({ ...one, id: store.idAt(one.slot) }))
    .sort((a, b) => b.key - a.key || compareWords(a.id, b.id))
    .slice(0, Math.max(0, limit));
  return {
    size,
    ids: best.map(({ id }) => id),
    revisions: best.map(({ slot }) => store.revisionAt(slot)),
    tiers: best.map(({ key }) => (key >= TIER ? 1 : 0)),
    scores: best.map(({ key }) => key % TIER),
    fits: best.map(({ fit }) => fit),
    reverseFits: best.map(({ slot }) => {
      const wish = store.segmentAt(slot).wants[slot & (SEGMENT_SIZE - 1)] as number;
      return tables.reverse[wish] as number;
    }),
  };
}

/** People in the sample. */
const SAMPLE = 2_000;

/**
 * A key that very probably more than `limit` people reach, from a sample: with it from the start, most people need hardly
 * a look. Three standard deviations of a binomial count on the safe side; whoever guessed too high starts again from 0.
 */
function guessFloor(
  limit: number,
  people: number,
  collect: (wanted: number, step: number) => TopCollector,
): number {
  const step = Math.floor(people / SAMPLE);
  const expected = limit / step;
  const wanted = Math.ceil(expected + 3 * Math.sqrt(expected)) + 1;
  if (step < 5 || wanted * 4 > SAMPLE) return 0;
  const { floor, slots } = collect(wanted, step);
  return slots.length < wanted ? 0 : floor;
}

function comingAfter(store: CandidateStore, { tier, score, candidateId }: Position) {
  const last = tier * TIER + score;
  const id = wordsOfUuid(candidateId);
  return (slot: number, key: number): boolean =>
    key < last || (key === last && compareWords(store.idAt(slot), id) > 0);
}

/** Place of each of these in the whole order, from 1; null for who is not in it. */
export function placesOf(
  store: CandidateStore,
  requirement: Requirement,
  ids: readonly Words[],
): readonly (number | null)[] {
  const tables = requirementTables(store, requirement);
  const wanted = ids.map((id) => ({ id, slot: store.slotOf(id), key: -1 }));
  const keyOfSlot = new Map<number, number>();
  const some = new Set(wanted.map(({ slot }) => slot));
  // Their own keys first: nobody below the lowest of them matters.
  store.segments.forEach((segment, number) => {
    const own = { floor: 0, take: (slot: number, key: number) => void keyOfSlot.set(slot, key) };
    const isWanted = (_: Segment, local: number) => some.has(number * SEGMENT_SIZE + local);
    scoreSegment(segment, number, tables, own, isWanted);
  });
  const keys = [...keyOfSlot.values()];
  const counts = new Int32Array(2 * TIER + 1);
  const ties = new Map<number, Words[]>(keys.map((key) => [key, []]));
  const counting = {
    floor: Math.min(2 * TIER, ...keys),
    take(slot: number, key: number) {
      counts[key] = (counts[key] as number) + 1;
      ties.get(key)?.push(store.idAt(slot));
    },
  };
  store.segments.forEach((segment, number) => scoreSegment(segment, number, tables, counting, null));
  for (let key = 2 * TIER - 1; key >= 0; key -= 1) {
    counts[key] = (counts[key] as number) + (counts[key + 1] as number);
  }
  return wanted.map(({ id, slot }) => {
    const key = keyOfSlot.get(slot);
    if (key === undefined) return null;
    const before = (ties.get(key) ?? []).filter((other) => compareWords(other, id) < 0).length;
    return 1 + (counts[key + 1] as number) + before;
  });
}
