/** An amount of money as people write it: `£38,682` → 38682. What is no number stays what it is, and is refused later. */
export function amountOf(text: string): number | string {
  const plain = text.replace(/[£,\s]/g, '');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : text;
}
