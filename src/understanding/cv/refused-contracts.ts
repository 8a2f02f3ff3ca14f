import { CONTRACTS, type Contract, type Span } from '../profile.js';
import { matchesOf } from '../matches-of.js';

const KIND =
  '(?:permanent|substantive|locum(?:s|ing)?|agency|bank|fixed[\\s-]term|short[\\s-]term|temporary)';
const NOUN = '(?:posts?|jobs?|roles?|contracts?|work|positions?|shifts?|bookings?)';
/** Nothing narrows it: "no bank shifts at weekends" and "no permanent posts below Band 7" rule the kind itself not out. */
const ENDS =
  '(?=,? (?:at (?:the moment|present)|any more|now|please)\\b|[,)]? ?(?:or|nor|and) |[.;:)|]|,(?! (?:unless|until|except|if|but)\\b)|$)';
/** "Not looking for a permanent post", "I won't do locum or bank work": said of the present, with the kind as the thing refused. */
const REFUSAL = new RegExp(
  `(?:^\\W*|[.,;:–—]\\s?|\\bI(?:'m| am)?\\s)(?:(?:currently|really) )?` +
    `(?:(?:not|no longer) (?:looking (?:for|at)|interested in|seeking|after|open to|considering|available for)` +
    `|(?:do not|don't|would not|wouldn't|will not|won't)\\s(?:want|consider|take|accept|do))\\s` +
    `(?:to (?:do|take|work)\\s)?(?:(?:a|an|any|more|another|further|on|as)\\s)*` +
    `(${KIND}(?:(?:,|,? (?:or|nor|and))\\s${KIND})*)(?:\\s${NOUN})?${ENDS}`,
  'gi',
);
/** Without a verb: "No agency work, please." */
const NOT_THAT = new RegExp(`(?:^\\W*|[.;]\\s)no\\s(${KIND})(?:\\s${NOUN})?(?=,? please\\b|[.;|]|$)`, 'gi');
const KINDS: Readonly<Record<Contract, RegExp>> = {
  permanent: /\bpermanent\b|\bsubstantive\b/i,
  locum: /\blocum|\bagency\b|\btemporary\b|\bshort[\s-]term\b/i,
  bank: /\bbank\b/i,
  fixed_term: /\bfixed[\s-]term\b|\btemporary\b|\bshort[\s-]term\b/i,
};

/** Contracts that a CV says its writer does not want, and the first sentence that says so; null where none is refused. */
export function readRefusedContracts(
  sentences: readonly { readonly words: string; readonly span: Span }[],
): { readonly contracts: readonly Contract[]; readonly said: Span } | null {
  const refused = new Set<Contract>();
  let said: Span | null = null;
  for (const { words, span } of sentences) {
    const kinds = kindsRefused(words);
    for (const contract of CONTRACTS) {
      if (!KINDS[contract].test(kinds)) continue;
      refused.add(contract);
      said ??= span;
    }
  }
  return said === null ? null : { contracts: CONTRACTS.filter((one) => refused.has(one)), said };
}

/** One of these is in every refusal: for most sentences nothing else has to be looked at. */
export function mayRefuse(words: string): boolean {
  return /\bno|n't\b/i.test(words);
}

function kindsRefused(words: string): string {
  return [...matchesOf(REFUSAL, words), ...matchesOf(NOT_THAT, words)]
    .map((match) => match[1] ?? '')
    .join(' ');
}
