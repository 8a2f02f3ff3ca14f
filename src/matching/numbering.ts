/** Gives each text one small number: those known from the start by their order, others as they come. */
export class Numbering {
  private readonly numbers: Map<string, number>;

  constructor(known: Iterable<string>) {
    this.numbers = new Map([...known].map((text, number) => [text, number]));
  }

  get size(): number {
    return this.numbers.size;
  }

  /** The number of a text, a new one where it has none. */
  numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const next = this.numbers.size;
    this.numbers.set(text, next);
    return next;
  }

  /** The number of a text that has one already. */
  find(text: string): number | undefined {
    return this.numbers.get(text);
  }
}
