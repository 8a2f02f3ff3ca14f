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

/** Workforces that a certificate is issued for, as far as people are treated. Source: https://www.gov.uk/government/publications/dbs-workforce-guidance */
export const DBS_WORKFORCES = ['adult', 'child', 'adult_and_child'] as const;
export type DbsWorkforce = (typeof DBS_WORKFORCES)[number];

const WHO = String.raw`(?:(?:vulnerable )?adults?|child(?:ren)?)(?:['’]s|s?['’])?`;
const BOTH = String.raw`${WHO}(?:(?: and |, | ?[&/+] ?)(?:the )?${WHO})?`;
const LIST = String.raw`(?:workforces?|barred lists?)`;
/** "child workforce", "adults' and children's barred lists", "barred lists for adults and children", "Workforce: adult". */
const WORKFORCE = new RegExp(
  String.raw`\bboth (?:the )?(?:barred lists|workforces)\b|(?<!\bor )\b(${BOTH}) ${LIST}\b|\b${LIST}(?: checks?)?(?: for |: ?| ?\()(${BOTH})(?!\w| or\b)`,
  'gi',
);
const ABOUT_CHECKS = new RegExp(String.raw`\b(?:${CHECK}|barred)\b`, 'i');

/** The workforce that an advert says the certificate is for, with the words; null where it says none, or either. */
export function readDbsWorkforce(text: string): Stated<DbsWorkforce> {
  const lines = [...text.matchAll(/[^.\n]+/g)].filter(([line]) => ABOUT_CHECKS.test(line));
  const found = lines.flatMap(({ 0: line, index }) =>
    [...line.matchAll(WORKFORCE)].map((match) => ({
      value: valueOf(match[1] ?? match[2] ?? 'adult and child'),
      start: index + match.index,
      end: index + match.index + match[0].length,
    })),
  );
  const [first] = found;
  const last = found.at(-1);
  if (!first || !last) return { value: null, evidence: null };
  const isOne = found.every(({ value }) => value === first.value);
  return {
    value: isOne ? first.value : 'adult_and_child',
    evidence: { start: first.start, end: last.end },
  };
}

function valueOf(words: string): DbsWorkforce {
  const isAdult = /adult/i.test(words);
  if (!/child/i.test(words)) return 'adult';
  return isAdult ? 'adult_and_child' : 'child';
}
