import { firstMatch, type Found } from './found.js';

const GRADE =
  /\b(?:Grade [A-Z]{0,2}\d{1,2}\b|Grade [A-Z]\b|PO ?\d{1,2}\b|SO ?[12]\b|Scale (?:\d{1,2}|[A-Z])\b|Level [1-4]\b|HS ?\d\b|Head of Service grade)/i;

/** A council's grade as written in the header; there is no national scale of them. */
export function readGrade(text: string, header: readonly Found<string>[]): Found<string> | null {
  for (const line of header) {
    const found = firstMatch(text, GRADE, line.start, line.end);
    if (found !== null) return found;
  }
  return null;
}
