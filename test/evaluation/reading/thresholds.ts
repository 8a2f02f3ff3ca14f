import type { KindFigures } from './measure-files.js';

/** What a reading must come up to: files with letters of their own, clean scans, and the order of either. */
const LEAST_F1 = 0.98;
const LEAST_SCAN_F1 = 0.93;
const LEAST_ORDER = 0.95;

/** What is below its threshold, in words; none when all is well. */
export function missesOf(figures: readonly KindFigures[]): string[] {
  return figures.flatMap(({ kind, f1, order }) => {
    const least = kind.includes('scanned') ? LEAST_SCAN_F1 : LEAST_F1;
    return [
      ...(f1 < least ? [`${kind}: word F1 ${f1.toFixed(3)} instead of ${least}`] : []),
      ...(order < LEAST_ORDER ? [`${kind}: order ${order.toFixed(3)} instead of ${LEAST_ORDER}`] : []),
    ];
  });
}
