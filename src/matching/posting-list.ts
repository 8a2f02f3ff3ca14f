/** ⌊value × share / 100⌋ for every share and value: a look-up costs a fraction of the division. */
const SCALED = Array.from({ length: 101 }, (_, share) =>
  Uint8Array.from({ length: 101 }, (_, value) => Math.floor((value * share) / 100)),
);

/** Slots that hold something, in the order in which they were added, each with a value 0–100. Grows as needed. */
export class PostingList {
  private slots = new Int32Array(4);
  private values: Uint8Array | null;
  length = 0;

  /** Without values every entry stands for itself, and half the memory is spared. */
  constructor(withValues: boolean) {
    this.values = withValues ? new Uint8Array(4) : null;
  }

  add(slot: number, value: number): void {
    if (this.length === this.slots.length) this.grow();
    this.slots[this.length] = slot;
    if (this.values !== null) this.values[this.length] = value;
    this.length += 1;
  }

  /** Adds `factor` × value (1 without values) to the sum of every slot in the list. */
  addTo(sums: Int32Array, factor: number): void {
    const { slots, values, length } = this;
    if (values === null) {
      for (let i = 0; i < length; i += 1)
        sums[slots[i] as number] = (sums[slots[i] as number] as number) + factor;
      return;
    }
    for (let i = 0; i < length; i += 1) {
      const slot = slots[i] as number;
      sums[slot] = (sums[slot] as number) + factor * (values[i] as number);
    }
  }

  /** Raises `best` of every slot to `share` percent of its value, rounded down, and notes the slots that were 0. Returns the new `count`. */
  raise(best: Uint8Array, share: number, noted: Int32Array, count: number): number {
    const { slots, values, length } = this;
    if (values === null) return count;
    const scaled = SCALED[share] as Uint8Array;
    let next = count;
    for (let i = 0; i < length; i += 1) {
      const slot = slots[i] as number;
      const value = scaled[values[i] as number] as number;
      const known = best[slot] as number;
      if (value <= known) continue;
      if (known === 0) {
        noted[next] = slot;
        next += 1;
      }
      best[slot] = value;
    }
    return next;
  }

  /** Keeps the entries whose slot lives on under a new number; −1 in `renumbered` drops them. */
  renumber(renumbered: Int32Array): void {
    let kept = 0;
    for (let i = 0; i < this.length; i += 1) {
      const slot = renumbered[this.slots[i] as number] as number;
      if (slot < 0) continue;
      this.slots[kept] = slot;
      if (this.values !== null) this.values[kept] = this.values[i] as number;
      kept += 1;
    }
    this.length = kept;
  }

  private grow(): void {
    const size = Math.ceil(this.slots.length * 1.5);
    const slots = new Int32Array(size);
    slots.set(this.slots);
    this.slots = slots;
    if (this.values === null) return;
    const values = new Uint8Array(size);
    values.set(this.values);
    this.values = values;
  }
}
