/** Gives equal things one small number, so that what depends on them alone is worked out once per requirement. */
export class Interned<T> {
  readonly items: T[] = [];
  private readonly numbers = new Map<string, number>();

  number(item: T): number {
    const key = JSON.stringify(item);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.items.length);
    return this.items.push(item) - 1;
  }
}
