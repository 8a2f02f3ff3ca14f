import { BASE_STEP, sumConcepts } from './concept-rounds.js';
import { pointsOf, type RequirementTables } from './requirement-tables.js';
import { combine } from './reverse-fit.js';
import { SEGMENT_BITS, SEGMENT_SIZE, type Segment } from './segment.js';

/** Receives the slots whose key is at least `floor`, which it may raise as it goes. */
export interface Collector {
  floor: number;
  take(slot: number, key: number, fit: number): void;
}

/** Roundings only lower a score, so a bound that is worked out without them is short by less than this. */
const SAFETY = 1;

/** Rooms that every scoring of a segment uses: scoring never waits for anything, so that one is enough. */
const chosen = new Int32Array(SEGMENT_SIZE);
const chosenPoints = new Int32Array(SEGMENT_SIZE);
const sums = new Int32Array(4);

/** People whose features are fetched from memory together, so that one need not wait for the other. */
const TOGETHER = 16;

/**
 * Scores the people of a segment for one requirement, with the same roundings in the same order as `assemble` does for one
 * person. Whoever could not reach the collector's floor even with full marks in all that has still to be looked at is
 * passed over: first by what many people share, then by the field, by the other concepts, and only the rest is read word
 * by word.
 *
 * @param step 1: everybody; n: every nth slot alone.
 * @returns how many people take part, passed over or not.
 */
export function scoreSegment(
  segment: Segment,
  segmentNumber: number,
  tables: RequirementTables,
  collector: Collector,
  accepts: ((segment: Segment, slot: number) => boolean) | null,
  step = 1,
): number {
  const { size, count } = chooseByShared(segment, tables, collector.floor, accepts, step);
  const { concepts, own, starts, width, stemStarts } = segment;
  let touched = 0;
  for (let from = 0; from < count; from += TOGETHER) {
    const to = Math.min(count, from + TOGETHER);
    for (let n = from; n < to; n += 1) {
      const slot = chosen[n] as number;
      touched ^= (concepts[slot * width] as number) ^ (own[starts[slot] as number] as number);
      touched ^= own[stemStarts[slot] as number] as number;
    }
    scoreChosen(segment, segmentNumber, tables, collector, from, to);
  }
  // Never so; but a sum that nobody reads would not be worked out.
  if (touched === SEGMENT_SIZE << 15) chosen[0] = 0;
  return size;
}

/** Notes whom their eligibility, stage, sectors and wishes alone do not rule out, with the points that they have so far. */
function chooseByShared(
  segment: Segment,
  { stage, sector, wantsPost, gates: { barred }, bounds, most }: RequirementTables,
  floor: number,
  accepts: ((segment: Segment, slot: number) => boolean) | null,
  step: number,
): { readonly size: number; readonly count: number } {
  const { used, revisions, eligibility, stages, sectors, wants } = segment;
  const { tiers, kindScale, floorScale, wishScale } = bounds;
  const stagePoints = stage.points;
  let size = 0;
  let count = 0;
  for (let slot = 0; slot < used; slot += step) {
    if (revisions[slot] === 0 || (accepts !== null && !accepts(segment, slot))) continue;
    size += 1;
    const kind = eligibility[slot] as number;
    const distribution = stages[slot] as number;
    const wish = wants[slot] as number;
    const scale =
      (kindScale[kind] as number) * (floorScale[distribution] as number) * (wishScale[wish] as number);
    const points = stagePoints[((barred[kind] as number) << 1) | (wantsPost[wish] as number)] as Int32Array;
    const weighted = (points[distribution] as number) + (sector[sectors[slot] as number] as number);
    chosen[count] = slot;
    chosenPoints[count] = weighted;
    if ((tiers[kind] as number) + (weighted + most.all) * scale + SAFETY >= floor) count += 1;
  }
  return { size, count };
}

function scoreChosen(
  segment: Segment,
  segmentNumber: number,
  tables: RequirementTables,
  collector: Collector,
  from: number,
  to: number,
): void {
  const { eligibility, stages, wants, width, concepts, before, own, starts, stemStarts } = segment;
  const { total, gates, stage, reverse, parts, stems, bounds, most, specialism, others } = tables;
  specialism.best.fill(0);
  others.best.fill(0);
  for (let n = from; n < to; n += 1) {
    const slot = chosen[n] as number;
    const kind = eligibility[slot] as number;
    const distribution = stages[slot] as number;
    const wish = wants[slot] as number;
    const tier = bounds.tiers[kind] as number;
    const scale =
      (bounds.kindScale[kind] as number) *
      (bounds.floorScale[distribution] as number) *
      (bounds.wishScale[wish] as number);
    const least = (collector.floor - SAFETY - tier) / scale;
    let weighted = chosenPoints[n] as number;
    if (weighted + most.all < least) continue;

    const at = slot * width;
    const start = starts[slot] as number;
    const base = (n - from) * BASE_STEP;
    sums[2] = 0;
    sumConcepts(specialism, concepts, before, own, at, start, base, sums);
    weighted += pointsOf(sums[2], parts.specialism);
    if (weighted + most.afterSpecialism < least) continue;

    sums[0] = 0;
    sums[1] = 0;
    sumConcepts(others, concepts, before, own, at, start, base, sums);
    weighted += pointsOf(sums[0], parts.duties) + pointsOf(sums[1], parts.qualifications);
    if (weighted + most.afterConcepts < least) continue;

    if (most.afterConcepts > 0) {
      const needed = ((least - weighted) * parts.wording.divisor) / most.afterConcepts;
      const sum = sumStems(own, stemStarts[slot] as number, stems, needed);
      if (sum < 0) continue;
      weighted += pointsOf(sum, parts.wording);
    }
    let fit = total === 0 ? 0 : Math.floor(weighted / total);
    fit = percentOf(fit, gates.profession[kind] as number);
    fit = percentOf(fit, gates.registration[kind] as number);
    fit = percentOf(fit, stage.floor[distribution] as number);
    fit = percentOf(fit, gates.driver[kind] as number);
    const key = tier + combine(fit, reverse[wish] as number);
    if (key >= collector.floor) collector.take((segmentNumber << SEGMENT_BITS) | slot, key, fit);
  }
}

/** ⌊value × percent / 100⌋; the common 100 needs no arithmetic. */
function percentOf(value: number, percent: number): number {
  return percent === 100 ? value : Math.floor((value * percent) / 100);
}

/** @returns the sum of the person's stems; −1 as soon as it is plain that it stays below `needed`. */
function sumStems(
  own: Uint8Array,
  start: number,
  { weights, mostFrom }: RequirementTables['stems'],
  needed: number,
): number {
  const groups = own[start] as number;
  let at = start + 1;
  let sum = 0;
  for (let group = 0; group < groups; group += 1) {
    const upper = own[at] as number;
    if (sum + (mostFrom[upper] as number) < needed) return -1;
    const end = at + 2 + (own[at + 1] as number);
    for (at += 2; at < end; at += 1) sum += weights[(upper << 8) | (own[at] as number)] as number;
  }
  return sum;
}
