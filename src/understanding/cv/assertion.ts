import { splitClauses } from './clauses.js';
import { isOtherPersons } from './other-person.js';
import type { Assertion, SectionKind } from '../profile.js';

/** Where a mention stands, as far as it tells who did it and whether they did. Offsets into `sentence`. */
export interface MentionPlace {
  readonly sentence: string;
  readonly start: number;
  readonly end: number;
  /** The sentence behind it. */
  readonly next?: string;
  readonly section: SectionKind;
  /** The heading above says that things below were not done, or that they are a student's placements. */
  readonly sense: 'denied' | 'placements' | null;
  /** True inside a practice placement. */
  readonly placement: boolean;
}

/**
 * What the text says of a mention, by scope rules: a cue speaks for its clause, a wish for the rest of its sentence.
 * Denial goes first, then wish, watching, being supervised and other people's doing; what the heading says stands for
 * sentences that say nothing themselves.
 */
export function assertionOf(place: MentionPlace): Assertion {
  if (place.section === 'references') return 'other_person';
  const { sentence, start, end } = place;
  const clauses = splitClauses(sentence);
  const own = clauses.find((clause) => start < clause.end && end > clause.start) ?? {
    start: 0,
    end: sentence.length,
  };
  const clause = sentence.slice(own.start, Math.max(own.end, end));
  const before = sentence.slice(own.start, Math.max(own.start, start));
  const after = sentence.slice(end, Math.max(own.end, end));
  const rest = sentence.slice(end);
  if (isDenied(before, clause, after, rest) || isAnsweredNo(place)) return 'negated';
  const others = isOtherPersons({ before, clause, after, lead: sentence.slice(0, own.start) });
  if (place.sense === 'denied' && !others && !isConceded(sentence, start, clause)) return 'negated';
  if (place.section === 'wishes' || isWished(sentence, start, rest)) return 'wants';
  if (isWatched(sentence.slice(0, start), before, clause, rest)) return 'observed';
  const around = sentence.slice(Math.max(0, start - SUPERVISED_NEAR), end + SUPERVISED_NEAR);
  if (SUPERVISION_WORD.test(sentence.slice(start, end)) && SUPERVISED.test(around)) return 'supervised';
  if (others) return 'other_person';
  return place.placement ? 'observed' : 'has';
}

/** "Am I registered? No." */
function isAnsweredNo({ sentence, next }: MentionPlace): boolean {
  return sentence.endsWith('?') && /^(?:no|not|never)\b/i.test(next ?? '');
}

const DENIAL =
  /\b(?:not|never|cannot|neither|nor|without|lack(?:s|ed|ing)?|nothing|nobody|isn't|wasn't|aren't|don't|doesn't|didn't|haven't|hasn't|hadn't|can't|couldn't|won't|wouldn't|shouldn't)\b/gi;
const NO = /\b(?:no|non)\s(?!problem|fewer|less|more than|later|longer than|doubt|matter|sooner|\d)/gi;
/** Words that look like a denial and are none, or that end its reach. */
const NO_DENIAL =
  /^(?:not|n't) (?:only|just|least|frightened|afraid|shy|unlike|to mention|least of all)|^without (?:fuss|incident|waste|delay|difficult|prompt)|^nothing (?:clinical|else|wrong)/i;
const REACH_ENDS =
  /\b(?:apart from|except(?: for)?|other than|besides|only|until|before|rather than|as well as)\b/i;
/** Words that "no" reaches: "No stroke, no neuro", "no NHS employment". */
const NO_REACH = 40;
const DENIED_AFTER =
  /^[^.;]{0,28}?(?:[:,–—(/-]\s?|\s)(?:not (?:trained|qualified|current|currently|yet|held|completed|since|mine|my|part|a |done|renewed|credentialed|offered|applicable)|never|no longer|lapsed|long expired|expired|withdrew|withdrawn|did not|none\b|no\b(?=[.,;]|$))/i;
const NOT_MINE = /\b(?:not mine|not me|n't mine|not my (?:job|area|role|work|field))\b/i;

function isDenied(before: string, clause: string, after: string, rest: string): boolean {
  for (const match of before.matchAll(DENIAL)) {
    const onwards = before.slice(match.index);
    if (NO_DENIAL.test(onwards) || REACH_ENDS.test(onwards.slice(match[0].length))) continue;
    return true;
  }
  for (const match of before.matchAll(NO)) {
    const onwards = before.slice(match.index);
    if (onwards.length <= NO_REACH && !REACH_ENDS.test(onwards) && !/[,]\s(?!no\b|or\b)/.test(onwards))
      return true;
  }
  if (/^\s*(?:not|no|never)\b/i.test(clause) && before === '') return true;
  return NOT_MINE.test(after) || DENIED_AFTER.test(rest) || /^\s(?:is|are|was|were) not\b/i.test(rest);
}

const CONCEDED = /\b(?:apart from|except(?: for)?|other than|although|though|but I (?:have|do|am))\b/i;

/** Under a heading of things not done, "apart from one transition case" is done, and so is "I supervise but …". */
function isConceded(sentence: string, start: number, clause: string): boolean {
  if (CONCEDED.test(sentence.slice(0, start))) return true;
  return (
    /^\W*(?:\w+\W+){0,2}?I(?:'ve| have|'m| am)?\s(?!n't|cannot|can't|don't|won't|haven't)\w+/.test(clause) &&
    !hasDenial(clause) &&
    !/\bonly\b/i.test(clause)
  );
}

function hasDenial(clause: string): boolean {
  return clause.search(DENIAL) >= 0 || clause.search(NO) >= 0;
}

const WISH =
  /\b(?:would (?:like|love|welcome|consider|be (?:happy|keen|glad|willing|interested))|'d (?:like|love|welcome|consider)|should like|keen (?:to|on)|hop(?:e|es|ing) (?:to|for|that)|want(?:s|ing)? (?:to|a|an|another|more|the|some)|wish(?:es|ing)? to|interested in|interest in (?:moving|developing|gaining|learning)|looking (?:for|to|at moving)|aim(?:s|ing)? (?:to|for)|aspir\w+|my ambition|seek(?:s|ing)?|plan(?:s|ning)? to|working towards|thinking (?:about|of)|intend(?:s|ing)? to|apply(?:ing)? (?:for|to)|applied (?:once )?(?:for|to)|place pending|(?:have|got) a place|expect(?:s|ing)? to|open to|to progress to|step up to|eager to|develop(?:ing)? (?:my )?(?:skills|experience) in|gain(?:ing)? (?:more )?experience (?:in|of|with)|next step|portfolio due)\b/gi;
const WISH_AFTER =
  /^[^.;]{0,30}\b(?:is (?:my|the) (?:next|ambition|goal|aim)|interests me|appeals|would suit|pending\b)/i;

function isWished(sentence: string, start: number, rest: string): boolean {
  for (const match of sentence.slice(0, start).matchAll(WISH)) {
    const between = sentence.slice(match.index + match[0].length, start);
    if (
      /;|\bbut\b|\. |\b(?:as|because) I (?:have|am|was)\b|\b(?:and|where) I (?:have|hold|run|lead|was)\b/i.test(
        between,
      )
    )
      continue;
    if (/\bn[o']t\s*$/i.test(sentence.slice(Math.max(0, match.index - 5), match.index))) continue;
    return true;
  }
  return WISH_AFTER.test(rest);
}

const WATCHED =
  /\b(?:shadow(?:ed|ing|s)?(?! me\b)|watch(?:ed|ing)(?! (?:him|her|them|people|patients|me|over)\b)|observed(?! practice)|observing|sat in on|sat with|spent (?:a|the|one|half|two|three) (?:\w+ ){0,4}with|student level|as a student)\b/i;
const WATCHED_AFTER =
  /^[^.;]{0,60}\b(?:observed only|only observed|observation only|shadowing only|(?:mainly|mostly) (?:observed|observing|watched)|I watched (?:most|only))\b/i;
const PLACEMENT_LIST = /^\W*(?:\w+ ){0,2}placements?(?: in| with|:| \()/i;

function isWatched(lead: string, before: string, clause: string, rest: string): boolean {
  return (
    WATCHED.test(before) ||
    PLACEMENT_LIST.test(lead) ||
    (/\bplacements?\b/i.test(clause) && /\b(?:weeks|week|student)\b/.test(clause)) ||
    WATCHED_AFTER.test(rest)
  );
}

/** The direction of supervision is told within this many characters, over a colon as well. */
const SUPERVISED_NEAR = 40;
const SUPERVISED =
  /\bsupervised\b[^,;]{0,60}\bby\b|\bsupervision\b[^;]{0,30}\b(?:from|by|with (?:the|my|a))\b|\bunder (?:\w+ ){0,4}(?:supervision|direction|guidance)\b|\breceiv\w+ (?:\w+ ){0,4}supervision\b|\b(?:I|we) (?:have|had|get|got) (?:\w+ ){0,2}supervision\b|\bsupervision (?:is |was )?(?:every|monthly|fortnightly|weekly|once)\b|\bmy supervisor\b/i;
const SUPERVISION_WORD = /supervis|direction|guidance|delegat/i;
