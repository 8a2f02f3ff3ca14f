import type { Stage } from '../../taxonomy/concept.js';
import { matchesOf } from '../matches-of.js';
import { stageOfLevel } from '../stage-ladders.js';

/** A band or grade named in a text; offsets into that text. */
export interface BandHit {
  /** `2`…`7`, `8a`…`8d`, `9`; a bare 8 stays `8`. */
  readonly band: string;
  readonly start: number;
  readonly end: number;
}

export interface GradeHit {
  /** As written with single spaces: `Grade 9`, `Level 2`, `PO2`. */
  readonly grade: string;
  readonly start: number;
  readonly end: number;
}

/** "Band 6", "Bands 5/6" (the first), "B7", "banding is 7", "8a". */
const BAND =
  /\b(?:AfC\s+)?band(?:ing)?s?(?:\s+(?:level|is|of|at)|:)?\s*([2-9])\s?([a-d])?(?![a-z0-9])|\bB([2-9])([a-d])?(?![a-zA-Z0-9])|(?<![\w/£.])(8)([a-d])(?![a-z0-9])/gi;

/** All NHS bands that a text names, in order. */
export function findBands(text: string): readonly BandHit[] {
  const hits: BandHit[] = [];
  for (const match of matchesOf(BAND, text)) {
    const digit = match[1] ?? match[3] ?? match[5] ?? '';
    const letter = digit === '8' ? (match[2] ?? match[4] ?? match[6] ?? '') : '';
    hits.push({ band: digit + letter.toLowerCase(), start: match.index, end: match.index + match[0].length });
  }
  return hits;
}

const GRADE = /\bgrade:?\s+(\d{1,2}|[A-M])(?![\w'])|\b(PO|SO)\s?(\d{1,2})\b|\blevel\s+([1-4])(?!\d)/gi;
/** "Level 2" is a rung of a council's ladder only beside a title or where the text says so; else it is a course. */
const LADDER_BEFORE =
  /(?:therapist|\bOTs?|practitioner|officer|assistant|lead|manager|senior|career grade|progression)[\s,(–-]{1,4}$/i;
const LADDER_AFTER =
  /^\s*(?:OTs?\b|occupational|on the (?:council|career))|^\s+(?:of|on) the (?:council|career)/i;

/** All council grades and levels that a text names, in order; levels of qualifications are left out. */
export function findGrades(text: string): readonly GradeHit[] {
  const hits: GradeHit[] = [];
  for (const match of matchesOf(GRADE, text)) {
    const start = match.index;
    const end = start + match[0].length;
    if (match[4] !== undefined && !isLadderLevel(text, start, end)) continue;
    const grade = match[4]
      ? `Level ${match[4]}`
      : match[2]
        ? `${match[2].toUpperCase()}${match[3] ?? ''}`
        : `Grade ${(match[1] ?? '').toUpperCase()}`;
    hits.push({ grade, start, end });
  }
  return hits;
}

function isLadderLevel(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 30), start);
  const after = text.slice(end, end + 30);
  return LADDER_BEFORE.test(before) || LADDER_AFTER.test(after);
}

/** Numbered grades are read as Dorset's (9, 10, 11) and serve a plain title only; levels as `stageOfLevel` reads them. */
export function stageOfGrade(grade: string): Stage | null {
  const number = Number(/\d+/.exec(grade)?.[0] ?? NaN);
  if (grade.startsWith('Level')) return stageOfLevel(number);
  if (!grade.startsWith('Grade') || Number.isNaN(number)) return null;
  if (number >= 4 && number <= 6) return 'support_worker';
  if (number >= 7 && number <= 9) return 'occupational_therapist';
  if (number === 10) return 'senior_specialist';
  return number >= 11 && number <= 13 ? 'advanced' : null;
}
