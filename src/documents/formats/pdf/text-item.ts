import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';

export function isLevel(item: TextItem): boolean {
  const [a = 1, b = 0] = matrix(item);
  return a > 0 && Math.abs(b) < 0.01 * a;
}

export function endOf(item: TextItem): number {
  return startOf(item)[0] + item.width;
}

export function isBlank(item: TextItem): boolean {
  return item.str.trim() === '';
}

/** Type size in page units. */
export function typeSize(item: TextItem): number {
  const [, , c = 0, d = 0] = matrix(item);
  return Math.max(item.height, Math.hypot(c, d));
}

/** Distance between two baselines across the direction of writing, which need not be level. */
export function baselineShift(last: TextItem, item: TextItem): number {
  const [a = 1, b = 0, , , x = 0, y = 0] = matrix(last);
  const [, , , , nextX = 0, nextY = 0] = matrix(item);
  const length = Math.hypot(a, b) || 1;
  return Math.abs(((nextY - y) * a - (nextX - x) * b) / length);
}

export function startOf(item: TextItem): [number, number] {
  const [, , , , x = 0, y = 0] = matrix(item);
  return [x, y];
}

function matrix(item: TextItem): readonly number[] {
  return item.transform as readonly number[];
}
