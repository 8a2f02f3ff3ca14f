import type { Words } from './uuid-words.js';

const EMPTY = -1;
/** Somebody was here: a search goes on past it. */
const LEFT = -2;
const FIRST_SIZE = 2_048;

/**
 * Finds a person's slot by their id: a hash table with open addressing that holds slots only and asks whoever owns the
 * slots whether an id is the right one. A Map of id texts would take ten times the memory.
 */
export class SlotTable {
  size = 0;
  private slots = new Int32Array(FIRST_SIZE).fill(EMPTY);
  /** Places that are not empty. */
  private taken = 0;

  constructor(
    private readonly holds: (slot: number, id: Words) => boolean,
    private readonly idOf: (slot: number) => Words,
  ) {}

  /** −1 when there is nobody of that id. */
  find(id: Words): number {
    const place = this.placeOf(id);
    return place < 0 ? -1 : (this.slots[place] as number);
  }

  /** Puts in an id that is not there yet. */
  add(id: Words, slot: number): void {
    if ((this.taken + 1) * 2 > this.slots.length) this.rebuild();
    this.put(id, slot);
    this.size += 1;
  }

  /** The slot that was taken out; −1 when there was nobody of that id. */
  remove(id: Words): number {
    const place = this.placeOf(id);
    if (place < 0) return -1;
    const slot = this.slots[place] as number;
    this.slots[place] = LEFT;
    this.size -= 1;
    return slot;
  }

  private placeOf(id: Words): number {
    const mask = this.slots.length - 1;
    for (let place = hashOf(id) & mask; ; place = (place + 1) & mask) {
      const slot = this.slots[place] as number;
      if (slot === EMPTY) return -1;
      if (slot >= 0 && this.holds(slot, id)) return place;
    }
  }

  private put(id: Words, slot: number): void {
    const mask = this.slots.length - 1;
    let place = hashOf(id) & mask;
    while (this.slots[place] !== EMPTY) place = (place + 1) & mask;
    this.slots[place] = slot;
    this.taken += 1;
  }

  private rebuild(): void {
    const old = this.slots;
    let length = FIRST_SIZE;
    while (length < (this.size + 1) * 4) length *= 2;
    this.slots = new Int32Array(length).fill(EMPTY);
    this.taken = 0;
    for (const slot of old) if (slot >= 0) this.put(this.idOf(slot), slot);
  }
}

/** The last words of an id are random in every version that is in use; mixed, in case they are not. */
function hashOf([a, b, c, d]: Words): number {
  const mixed = Math.imul(d ^ Math.imul(c ^ Math.imul(b ^ a, 0x9e3779b1), 0x85ebca6b), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
