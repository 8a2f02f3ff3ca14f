import { listedStem } from './feature-numbers.js';
import type { Numbering } from './numbering.js';
import type { Requirement } from './requirement.js';
import { LISTED, TOLD } from './wording.js';

/** Stems of one person are stored in groups of numbers that share all but the last byte. */
const STEM_GROUP = 256;

/**
 * By number of the stem, what it adds to the sum of the wording; and what the stems from each group on could add: of one
 * word either what it is worth where it is told, or, behind that, where it is listed.
 */
export function stemTable(stems: Numbering, wording: Requirement['wording']) {
  const groups = Math.ceil(stems.size / STEM_GROUP);
  const weights = new Int32Array(groups * STEM_GROUP);
  const mostFrom = new Int32Array(groups + 1);
  for (const { stem, weight } of wording) {
    let open = 0;
    for (const [name, worth] of [
      [stem, TOLD],
      [listedStem(stem), LISTED],
    ] as const) {
      const number = stems.find(name);
      if (number === undefined) continue;
      weights[number] = (weights[number] as number) + weight * worth;
      const group = Math.floor(number / STEM_GROUP);
      for (; open <= group; open += 1) mostFrom[open] = (mostFrom[open] as number) + weight * worth;
    }
  }
  return { weights, mostFrom };
}
