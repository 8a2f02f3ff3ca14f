import type { KindFigures } from './measure-files.js';

/** What a reading must come up to: files with letters of their own, clean scans, and the order of either. */
const LEAST_F1 = 0.98;
const LEAST_SCAN_F1 = 0.93;
const LEAST_ORDER = 0.95;

/**
 * Kinds that are known to fall below a threshold, with the reason. A kind that no longer does is to be taken out.
 */
const KNOWN_MISSES: Readonly<Record<string, string>> = {
  'PDF, theme stackoverflow': 'its page names dates before what they stand to the right of',
};

/** What is below its threshold and not known to be, in words; none when all is well. */
export function missesOf(figures: readonly KindFigures[]): string[] {
  return figures
    .filter(({ kind }) => !(kind in KNOWN_MISSES))
    .flatMap(({ kind, f1, order }) => {
      const least = kind.includes('scanned') ? LEAST_SCAN_F1 : LEAST_F1;
      return [
        ...(f1 < least ? [`${kind}: word F1 ${f1.toFixed(3)} instead of ${least}`] : []),
        ...(order < LEAST_ORDER ? [`${kind}: order ${order.toFixed(3)} instead of ${LEAST_ORDER}`] : []),
      ];
    });
}
