import type { NormalisedText } from './normalise.js';

/** UTF-16 units with the original range of each, in arrays that grow. */
export class UnitBuffer {
  length = 0;
  private units: Uint16Array;
  private starts: Int32Array;
  private ends: Int32Array;

  constructor(capacity: number) {
    this.units = new Uint16Array(capacity + 16);
    this.starts = new Int32Array(capacity + 16);
    this.ends = new Int32Array(capacity + 16);
  }

  push(unit: number, start: number, end: number): void {
    if (this.length === this.units.length) this.grow();
    this.units[this.length] = unit;
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.length += 1;
  }

  at(index: number): number {
    return index < this.length ? (this.units[index] as number) : NaN;
  }

  set(index: number, unit: number): void {
    this.units[index] = unit;
  }

  /** The letters that stand last before a place, at most 20 of them. */
  lastWord(end = this.length): string {
    let from = end;
    while (from > 0 && end - from < 20 && /[A-Za-z]/.test(String.fromCharCode(this.at(from - 1)))) from -= 1;
    return String.fromCharCode(...this.units.subarray(from, end));
  }

  trimEnd(): void {
    while (this.length > 0 && this.at(this.length - 1) <= 32) this.length -= 1;
  }

  finish(): NormalisedText {
    const text = new TextDecoder('utf-16le').decode(this.units.subarray(0, this.length));
    return { text, starts: this.starts.slice(0, this.length), ends: this.ends.slice(0, this.length) };
  }

  private grow(): void {
    const capacity = this.units.length * 2;
    const [units, starts, ends] = [
      new Uint16Array(capacity),
      new Int32Array(capacity),
      new Int32Array(capacity),
    ];
    units.set(this.units);
    starts.set(this.starts);
    ends.set(this.ends);
    this.units = units;
    this.starts = starts;
    this.ends = ends;
  }
}
