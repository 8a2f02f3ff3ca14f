/**
 * Shares whole points out in proportion to the parts, so that they add up to exactly `total`: each gets the difference
 * of the rounded running sums. A part of 0 gets 0; all parts 0 gives all 0, which `total` must then be too.
 */
export function shareOut(total: number, parts: readonly number[]): readonly number[] {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  if (whole === 0) return parts.map(() => 0);
  let running = 0;
  let given = 0;
  return parts.map((part) => {
    running += part;
    const upTo = Math.floor((total * running) / whole);
    const share = upTo - given;
    given = upTo;
    return share;
  });
}
