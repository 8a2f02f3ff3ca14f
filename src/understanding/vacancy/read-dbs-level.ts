import type { Stated } from '../criteria.js';

/** Levels of the checks of the Disclosure and Barring Service. Source: https://www.gov.uk/dbs-check-applicant-criminal-record */
export const DBS_LEVELS = ['basic', 'standard', 'enhanced', 'enhanced_with_barred_lists'] as const;
export type DbsLevel = (typeof DBS_LEVELS)[number];

const CHECK = String.raw`(?:dbs|crb|disclosure)`;
/** The highest first: an advert that names a level and the barred lists asks for both. */
const PATTERNS: readonly (readonly [DbsLevel, RegExp])[] = [
  [
    'enhanced_with_barred_lists',
    new RegExp(
      String.raw`\benhanced\b[^.\n]{0,60}\b${CHECK}\b[^.\n]{0,60}\bbarred\b(?: lists?)?|\b${CHECK}\b[^.\n]{0,40}\benhanced\b[^.\n]{0,60}\bbarred\b(?: lists?)?`,
      'i',
    ),
  ],
  [
    'enhanced',
    new RegExp(String.raw`\benhanced (?:\w+ ){0,2}${CHECK}\b|\b${CHECK}\b[^.\n]{0,40}\benhanced\b`, 'i'),
  ],
  ['standard', new RegExp(String.raw`\bstandard ${CHECK}\b`, 'i')],
  ['basic', new RegExp(String.raw`\bbasic ${CHECK}\b`, 'i')],
];

/** The level of check that an advert names, with the words; null where it names none, whatever the post will need. */
export function readDbsLevel(text: string): Stated<DbsLevel> {
  for (const [value, pattern] of PATTERNS) {
    const match = pattern.exec(text);
    if (match) return { value, evidence: { start: match.index, end: match.index + match[0].length } };
  }
  return { value: null, evidence: null };
}
