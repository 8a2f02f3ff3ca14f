/** A share of `total` with its 95 % interval. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly total: number;
}

/** 97.5 % of the standard normal distribution. */
const Z = 1.959964;

/** Score interval of a share, Wilson 1927 (JASA 22). Nothing counted: 0 to 1. */
export function shareOf(count: number, total: number): Share {
  if (total === 0) return { value: 1, low: 0, high: 1, count, total };
  const value = count / total;
  const z2 = Z ** 2;
  const middle = (value + z2 / (2 * total)) / (1 + z2 / total);
  const half = (Z * Math.sqrt((value * (1 - value)) / total + z2 / (4 * total ** 2))) / (1 + z2 / total);
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half), count, total };
}
