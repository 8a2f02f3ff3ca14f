import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { featureNumbers, type FeatureNumbers } from './feature-numbers.js';
import type { Features } from './features.js';
import { Interned } from './interned.js';
import { packFeatures, SHARED_PARTS, unpackFeatures } from './packed-features.js';
import { Segment, SEGMENT_BITS, SEGMENT_SIZE, type OwnFeatures } from './segment.js';
import { SlotTable } from './slot-table.js';
import type { Words } from './uuid-words.js';

/** What of a person decides who may lawfully be put forward; a few dozen kinds at most. */
export type Eligibility = Pick<Features, 'occupationalTherapy' | 'registration' | 'driver'>;

const LOCAL = SEGMENT_SIZE - 1;
/** Dead slots that are not worth clearing away. */
const FEW = 1_024;

/**
 * Features of all candidates in typed arrays. A slot is a person's place: the segment, and the place in it. Replaced and
 * removed people leave dead slots behind until a quarter is dead; then everybody is moved together.
 */
export class CandidateStore {
  readonly numbers: FeatureNumbers;
  readonly eligibility = new Interned<Eligibility>();
  /** Stage distributions, percentages in the order of `STAGES`. */
  readonly stages = new Interned<readonly number[]>();
  readonly sectors = new Interned<Features['sectors']>();
  readonly wants = new Interned<Features['wants']>();
  segments: Segment[] = [];
  private table = this.emptyTable();
  /** Words that it takes to give each concept a bit. */
  private width: number;

  constructor(taxonomy: Taxonomy) {
    this.numbers = featureNumbers(taxonomy);
    this.width = Math.ceil(this.numbers.concepts.size / 32);
  }

  /** People in it. */
  get size(): number {
    return this.table.size;
  }

  /** The slot of a person; −1: not in it. */
  slotOf(id: Words): number {
    return this.table.find(id);
  }

  segmentAt(slot: number): Segment {
    return this.segments[slot >>> SEGMENT_BITS] as Segment;
  }

  idAt(slot: number): Words {
    return this.segmentAt(slot).idOf(slot & LOCAL);
  }

  revisionAt(slot: number): number {
    return this.segmentAt(slot).revisions[slot & LOCAL] as number;
  }

  set(id: Words, revision: number, features: Features): void {
    const bytes = packFeatures(features, this.numbers, true);
    if (bytes !== null) this.setPacked(id, revision, bytes, 0, bytes.length);
  }

  /** As `set`, of features packed with the taxonomy of this store, from `start` to `end`. */
  setPacked(id: Words, revision: number, bytes: Buffer, start: number, end: number): void {
    this.remove(id);
    const { shared, ...own } = unpackFeatures(bytes, start, end);
    this.widen();
    const { segment, slot } = this.take(id, revision, own);
    for (const part of SHARED_PARTS) segment[part][slot] = this[part].numberOfJson(shared[part]);
  }

  remove(id: Words): void {
    const slot = this.table.remove(id);
    if (slot < 0) return;
    this.segmentAt(slot).revisions[slot & LOCAL] = 0;
    const used = this.segments.reduce((sum, segment) => sum + segment.used, 0);
    const dead = used - this.size;
    if (dead > FEW && dead * 4 > used) this.moveTogether();
  }

  private take(id: Words, revision: number, own: OwnFeatures): { segment: Segment; slot: number } {
    let segment = this.segments.at(-1);
    if (segment === undefined || segment.isFull()) this.segments.push((segment = new Segment(this.width)));
    const slot = segment.add(id, revision, own);
    this.table.add(id, ((this.segments.length - 1) << SEGMENT_BITS) | slot);
    return { segment, slot };
  }

  /** Gives concepts a bit that have come to have a number. */
  private widen(): void {
    const needed = Math.ceil(this.numbers.concepts.size / 32);
    if (needed <= this.width) return;
    this.width = needed + 1;
    this.moveTogether();
  }

  private moveTogether(): void {
    const old = this.segments;
    this.segments = [];
    this.table = this.emptyTable();
    for (const from of old) {
      for (let slot = 0; slot < from.used; slot += 1) {
        const revision = from.revisions[slot] as number;
        if (revision === 0) continue;
        const to = this.take(from.idOf(slot), revision, from.ownOf(slot));
        for (const part of SHARED_PARTS) to.segment[part][to.slot] = from[part][slot] as number;
      }
    }
  }

  private emptyTable(): SlotTable {
    return new SlotTable(
      (slot, id) => this.segmentAt(slot).holds(slot & LOCAL, id),
      (slot) => this.idAt(slot),
    );
  }
}
