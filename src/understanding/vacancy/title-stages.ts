/** Adverts at each of the five stages, support worker to consultant, under titles of this kind. */
export type Counts = readonly [number, number, number, number, number];

export interface TitleKind {
  readonly pattern: RegExp;
  readonly counts: Counts;
}

/**
 * Kinds of job title, the first that fits decides. Counts: 299 NHS adverts of November 2020 that state a band (public
 * data set github.com/stochastictalk/nhs_jobs_data). Where the adverts are too few, the count is set from the national
 * job profiles and council career grades, and says so.
 */
export const TITLE_KINDS: readonly TitleKind[] = [
  {
    pattern:
      /\b(assistants?(?! (team )?(manager|director|head))|support workers?|technicians?|instructors?|helpers?|assessment officers?|reablement (officers?|workers?|practitioners?)|apprentices?|aides?|trusted assessors?|rehabilitation workers?|activity \w+)\b|\bOTAs?\b/i,
    counts: [38, 0, 0, 0, 0],
  },
  // A council's practice consultant leads practice in a team, an equipment adviser is a senior: no consultants in the
  // sense of Band 8. Set from council adverts.
  { pattern: /\b(practice consultant|trainee consultant)\b/i, counts: [0, 0, 1, 9, 0] },
  { pattern: /\bclinical (consultant|advis[eo]r)\b/i, counts: [0, 1, 8, 1, 0] },
  {
    // Band 8 by the national profiles (consultant, principal, head of service); two adverts, weighted up.
    pattern:
      /\b(consultant|head of|head occ\w*|princip(al|le)|chief|director|professional lead|therapies lead|therapy services manager)\b|\bAHP\b.*\blead\b/i,
    counts: [0, 0, 0, 1, 12],
  },
  { pattern: /\bhighly special\w+/i, counts: [0, 0, 0, 6, 0] },
  {
    // A team manager or team lead is Band 7 or 8a in the NHS and the level above the seniors in a council.
    pattern: /\b(team|service|practice|clinical|deputy|locality)[ -]?(manager|lead|leader)\b/i,
    counts: [0, 0, 2, 14, 2],
  },
  {
    pattern: /\b(advanced|clinical specialist|lead|leader|manager)\b/i,
    counts: [0, 0, 7, 13, 1],
  },
  {
    pattern: /\b(rotation\w*|junior|newly qual\w*|graduate|precept\w*|basic grade|static)\b/i,
    counts: [0, 12, 6, 0, 0],
  },
  {
    pattern: /\b(senior|special\w+|experienced|case manager|care[ -]?co-?ordinator)\b/i,
    counts: [0, 0, 61, 9, 0],
  },
  // A plain post of an agency is filled from either band, and the bare title asks for no senior. Set from locum adverts.
  { pattern: /\b(locum|agency)\b/i, counts: [1, 10, 6, 0, 0] },
  { pattern: /./, counts: [2, 51, 82, 8, 0] },
];

export function titleKind(title: string): TitleKind {
  return TITLE_KINDS.find(({ pattern }) => pattern.test(title)) ?? (TITLE_KINDS.at(-1) as TitleKind);
}
