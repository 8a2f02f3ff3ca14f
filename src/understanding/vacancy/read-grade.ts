import { firstMatch, type Found } from './found.js';

const GRADE =
  /\b(?:Grade [A-Z]{0,2}\d{1,2}\b|Grade [A-Z]\b|PO ?\d{1,2}\b|SO ?[12]\b|Scale (?:\d{1,2}|[A-Z])\b|Level [1-4]\b|HS ?\d\b|Head of Service grade)/i;

/** A council's career level in prose: "Occupational Therapist (Level 1)". */
const LEVEL_OF_POST = /(?<=\boccupational therapists?,? ?(?:-|–|\(|at)? ?)level [1-4]\b/i;

/** A council's grade as written in the header, else its level as written behind the title; there is no national scale of them. */
export function readGrade(text: string, header: readonly Found<string>[]): Found<string> | null {
  for (const line of header) {
    const found = firstMatch(text, GRADE, line.start, line.end);
    if (found !== null) return found;
  }
  return firstMatch(text, LEVEL_OF_POST);
}
