/** Gives equal things one small number, so that what depends on them alone is worked out once per requirement. */
export class Interned<T> {
  readonly items: T[] = [];
  private readonly numbers = new Map<string, number>();

  /** The number of a thing written as JSON, which is parsed only when it is new. */
  numberOfJson(json: string): number {
    const known = this.numbers.get(json);
    if (known !== undefined) return known;
    this.numbers.set(json, this.items.length);
    return this.items.push(JSON.parse(json) as T) - 1;
  }
}
