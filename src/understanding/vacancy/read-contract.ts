import type { PreparedText } from '../prepare-text.js';
import type { Contract } from '../profile.js';
import type { Found } from './found.js';
import type { AdvertSentence } from './parts.js';

const CONTRACTS: readonly (readonly [Contract, RegExp])[] = [
  [
    'locum',
    /\b(locum|agency (worker|contract|assignment|role)|temp[- ]to[- ]perm|(inside|outside) (of )?ir35)\b/i,
  ],
  [
    'fixed_term',
    /\b(fixed[- ]?term|ftc|(maternity|parental|adoption|sickness|career break) (leave )?cover|secondments?|temporary|\d+[- ]months?['’]? (contract|appointment|post(?![- ]?(?:qual|reg|grad)))|(for|of) (up to )?\d+ months)\b/i,
  ],
  [
    'bank',
    /\b(bank (staff|post|contract|role|position|shifts?|work\w*|band|basis|occupational|ot|therap\w+|assistant)|nhsp|nhs professionals|zero[- ]hours?|as and when|- bank\b|\(bank\)|bank$|staff bank)\b/i,
  ],
  ['permanent', /\b(permanent|substantive|open[- ]ended)\b/i],
];

/** Pay through an agency or a company: an hourly sum with one of these words. No NHS or council payroll speaks so. */
const AGENCY_PAY = /£[^\n]{0,40}\b(umbrella|ltd|limited company|paye)\b|\b(umbrella|ltd|paye)\b[^\n]{0,25}£/i;

const LABELLED =
  /^(contract|job|employment|appointment|vacancy|post|tenure)( type| length| status)?\s*:|^(type|term|tenure) (of (contract|employment|post|appointment))?\s*:/i;
const OF_THE_POST =
  /\b(post|position|role|contract|basis|vacanc\w+|opportunit\w+|appointment|job|you will|to join|we (need|are|have)|hours|wte)\b/i;
/** Somebody else's contract, or one that is not on offer. */
const OF_OTHERS =
  /\b((no|not|never|without|instead of|rather than|former|previous\w*|currently|at present|presently|covered by|cover|reliance on|use of|spend\w* on|employs?|many of|some of|applications? from|agenc(y|ies) (must|need|should|may|please)|for example|such as|including|experience (of|as|in)|work(ed|ing) as|whether)\b[^.;|]{0,45}|(our|existing|other|the) (\w+ )?)$/i;
const ALSO_POSSIBLE =
  /^(?: (staff|colleagues?|workers?|teams?|members?|budgets?)\b|[^.;|]{0,30}\b(considered|welcome|available|possible|might|may|could|also|accepted|pathway)\b)/i;
const HOPED_FOR =
  /\b(may|might|could|possib\w+|potential\w*|view to|likely to|chance|lead(s|ing)? to|becom\w+|extend\w*|go(ing)?|turn\w*)\b[^.;|]{0,30}$/i;

const HEADER_LINES = 8;
/** Longer lines tell a story; shorter ones hold the facts of a post. */
const FACT_WORDS = 14;

interface Candidate {
  readonly found: Found<Contract>;
  readonly weight: number;
}

/**
 * The kind of contract that the advert says most plainly of the post itself: in a labelled line, in the header, in a short
 * line of facts, then in prose about the post; the earliest among equals. Contracts of colleagues, of the past, or such as
 * may follow do not count.
 */
export function readContract(
  prepared: PreparedText,
  sentences: readonly AdvertSentence[],
): Found<Contract> | null {
  let best: Candidate | null = null;
  for (const sentence of sentences) {
    for (const candidate of candidatesIn(prepared, sentence)) {
      if (best === null || candidate.weight > best.weight) best = candidate;
    }
  }
  return best?.found ?? null;
}

function candidatesIn({ text, lines }: PreparedText, sentence: AdvertSentence): readonly Candidate[] {
  const words = text.slice(sentence.start, sentence.end);
  const line = lines[sentence.line];
  const wholeLine = line === undefined ? words : text.slice(line.start, line.end);
  const place = placeWeight(sentence, words, wholeLine);
  const named = CONTRACTS.flatMap(([value, pattern]): Candidate[] => {
    const match = pattern.exec(words);
    if (match === null) return [];
    const start = sentence.start + match.index;
    const found = { value, start, end: start + match[0].length };
    const before = words.slice(0, match.index);
    const after = words.slice(match.index + match[0].length);
    const penalty = OF_OTHERS.test(before) || ALSO_POSSIBLE.test(after) || HOPED_FOR.test(before) ? 4 : 0;
    return place > penalty ? [{ found, weight: place - penalty }] : [];
  });
  const paid = AGENCY_PAY.exec(words);
  if (paid !== null) {
    const start = sentence.start + paid.index;
    named.push({ found: { value: 'locum', start, end: start + paid[0].length }, weight: 4 });
  }
  return named.sort((a, b) => b.weight - a.weight || a.found.start - b.found.start);
}

/** How plainly a contract named here is that of the post; 0: not at all. */
function placeWeight(sentence: AdvertSentence, words: string, wholeLine: string): number {
  if (LABELLED.test(words)) return 6;
  if (sentence.line < HEADER_LINES && (sentence.role === 'title' || isFacts(wholeLine))) return 5;
  if (isFacts(wholeLine) || isFacts(words)) return 4;
  return OF_THE_POST.test(words) ? 3 : 1;
}

function isFacts(line: string): boolean {
  return line.split(' ').length <= FACT_WORDS || line.includes(' | ');
}
