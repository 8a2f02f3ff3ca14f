import type { Words } from './uuid-words.js';

/** Slots of a segment: few enough that it grows and is trimmed in a moment. */
export const SEGMENT_BITS = 15;
export const SEGMENT_SIZE = 1 << SEGMENT_BITS;

/** Bytes to begin with. */
const FIRST_SIZE = 1 << 14;

/** What is a person's own: which concepts with which strengths, and stems as packed features hold them. */
export interface OwnFeatures {
  /** Rising numbers. */
  readonly concepts: readonly number[];
  readonly strengths: Uint8Array;
  readonly stems: Uint8Array;
}

/** Some tens of thousands of people: what each shares with others by number, and what is their own end to end. */
export class Segment {
  /** Slots in use, dead ones among them. */
  used = 0;
  /** Four words a slot. */
  readonly ids = new Uint32Array(4 * SEGMENT_SIZE);
  /** Revision of the profile; 0: the slot is dead. */
  readonly revisions = new Float64Array(SEGMENT_SIZE);
  readonly eligibility = new Uint16Array(SEGMENT_SIZE);
  readonly sectors = new Int32Array(SEGMENT_SIZE);
  readonly wants = new Int32Array(SEGMENT_SIZE);
  readonly stages = new Int32Array(SEGMENT_SIZE);
  /** `width` words a slot: bit n is set for concept n. */
  concepts: Int32Array;
  /** Per word, how many concepts stand in the slot's words before it. */
  before: Uint8Array;
  /** Strengths of each slot's concepts, then its stems; they begin at `starts`, the stems at `stemStarts`. */
  own = new Uint8Array(FIRST_SIZE);
  readonly starts = new Uint32Array(SEGMENT_SIZE + 1);
  readonly stemStarts = new Uint32Array(SEGMENT_SIZE);

  /** @param width words that it takes to give each concept a bit. */
  constructor(readonly width: number) {
    this.concepts = new Int32Array(FIRST_SIZE);
    this.before = new Uint8Array(FIRST_SIZE);
  }

  isFull(): boolean {
    return this.used === SEGMENT_SIZE;
  }

  /** Takes a person in as the next slot, without what they share with others. Returns the slot. */
  add(id: Words, revision: number, { concepts, strengths, stems }: OwnFeatures): number {
    const slot = this.used;
    const start = this.starts[slot] as number;
    const end = start + strengths.length + stems.length;
    this.makeRoom(slot + 1, end);
    this.own.set(strengths, start);
    this.own.set(stems, start + strengths.length);
    this.stemStarts[slot] = start + strengths.length;
    this.starts[slot + 1] = end;
    this.setConcepts(slot * this.width, concepts);
    this.ids.set(id, slot * 4);
    this.revisions[slot] = revision;
    this.used += 1;
    if (this.isFull()) this.resize(SEGMENT_SIZE, end);
    return slot;
  }

  ownOf(slot: number): OwnFeatures {
    const concepts: number[] = [];
    for (let word = 0; word < this.width; word += 1) {
      const bits = this.concepts[slot * this.width + word] as number;
      for (let bit = 0; bit < 32; bit += 1) if ((bits >>> bit) & 1) concepts.push(word * 32 + bit);
    }
    return {
      concepts,
      strengths: this.own.subarray(this.starts[slot], this.stemStarts[slot]),
      stems: this.own.subarray(this.stemStarts[slot], this.starts[slot + 1]),
    };
  }

  idOf(slot: number): Words {
    const { ids } = this;
    const at = slot * 4;
    return [ids[at] as number, ids[at + 1] as number, ids[at + 2] as number, ids[at + 3] as number];
  }

  /** Whether the person in a slot has a concept, by its number. */
  shows(slot: number, concept: number): boolean {
    const word = concept >>> 5;
    if (word >= this.width) return false;
    return (((this.concepts[slot * this.width + word] as number) >>> (concept & 31)) & 1) === 1;
  }

  holds(slot: number, [a, b, c, d]: Words): boolean {
    const { ids } = this;
    const at = slot * 4;
    return ids[at + 3] === d && ids[at + 2] === c && ids[at + 1] === b && ids[at] === a;
  }

  private setConcepts(at: number, concepts: readonly number[]): void {
    for (const concept of concepts) {
      const word = at + (concept >>> 5);
      this.concepts[word] = (this.concepts[word] as number) | (1 << (concept & 31));
    }
    let count = 0;
    let next = 0;
    for (let word = 0; word < this.width; word += 1) {
      this.before[at + word] = count;
      while (next < concepts.length && (concepts[next] as number) >>> 5 === word) next += 1;
      count = next;
    }
  }

  private makeRoom(slots: number, bytes: number): void {
    const enough = slots * this.width <= this.concepts.length && bytes <= this.own.length;
    if (enough) return;
    const grown = (size: number) => Math.ceil(size * 1.5);
    this.resize(Math.min(SEGMENT_SIZE, grown(slots)), Math.max(bytes, grown(this.own.length)));
  }

  private resize(slots: number, bytes: number): void {
    const own = new Uint8Array(bytes);
    own.set(this.own.subarray(0, this.starts[this.used]));
    this.own = own;
    const size = slots * this.width;
    if (size === this.concepts.length) return;
    const concepts = new Int32Array(size);
    concepts.set(this.concepts.subarray(0, this.used * this.width));
    this.concepts = concepts;
    const before = new Uint8Array(size);
    before.set(this.before.subarray(0, this.used * this.width));
    this.before = before;
  }
}
