/** A number as people write it, such as 37.5. What is none stays what it is, and is refused later. */
export function numberIn(text: string): number | string {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** An amount of money as people write it: `£38,682` → 38682. What is no number stays what it is, and is refused later. */
export function amountOf(text: string): number | string {
  const amount = numberIn(text.replace(/[£,\s]/g, ''));
  return typeof amount === 'number' ? amount : text;
}
