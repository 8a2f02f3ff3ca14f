import type { Counts } from './title-stages.js';

interface GradeKind {
  readonly pattern: RegExp;
  /** Posts per stage that carry such a grade. */
  readonly counts: (points: number) => Counts;
}

/**
 * Councils' grades on the scale of the five stages. There is no national scale of them, so a grade is one voice beside the
 * title and the duties and never decides alone. Anchors: Dorset grades 9, 10 and 11 for its levels 1 to 3; Leeds PO1 for
 * occupational therapists; Liverpool grade 8 for seniors; Norfolk, Buckinghamshire and Devon by pay. The points of the
 * spinal column (SCP, National Joint Council) are one scale for all councils: assistants end near 24, heads of service
 * begin above its top, 43.
 */
const GRADE_KINDS: readonly GradeKind[] = [
  { pattern: /^head of service/i, counts: () => [0, 0, 0, 1, 9] },
  { pattern: /\bscp ?(\d{1,2})/i, counts: countsOfPoint },
  { pattern: /^scale ?(\d)/i, counts: () => [8, 1, 0, 0, 0] },
  { pattern: /^so ?([12])/i, counts: () => [4, 5, 1, 0, 0] },
  { pattern: /^po ?(\d{1,2})/i, counts: countsOfPrincipalOfficer },
  { pattern: /^grades? (\d{1,2})/i, counts: countsOfNumber },
];

/** How posts of this grade lie over the stages; null for grades that say nothing of themselves, such as letters. */
export function gradeCounts(grade: string): Counts | null {
  for (const { pattern, counts } of GRADE_KINDS) {
    const match = pattern.exec(grade);
    if (match !== null) return counts(Number(match[1]));
  }
  return null;
}

function countsOfPoint(point: number): Counts {
  if (point <= 24) return [9, 1, 0, 0, 0];
  if (point <= 31) return [1, 7, 3, 0, 0];
  if (point <= 37) return [0, 2, 7, 1, 0];
  return point <= 41 ? [0, 0, 5, 5, 0] : [0, 0, 1, 6, 4];
}

function countsOfPrincipalOfficer(number: number): Counts {
  if (number <= 2) return [0, 6, 4, 0, 0];
  if (number <= 4) return [0, 1, 7, 2, 0];
  return number <= 6 ? [0, 0, 3, 6, 1] : [0, 0, 0, 5, 5];
}

function countsOfNumber(number: number): Counts {
  if (number <= 6) return [7, 2, 1, 0, 0];
  if (number <= 8) return [2, 4, 4, 0, 0];
  if (number === 9) return [0, 6, 4, 0, 0];
  if (number === 10) return [0, 2, 7, 1, 0];
  return number <= 12 ? [0, 0, 3, 7, 1] : [0, 0, 0, 4, 4];
}
