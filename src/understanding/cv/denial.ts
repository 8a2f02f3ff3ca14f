import type { SentenceView } from './sentence-view.js';
import { matchesOf } from '../matches-of.js';

/** A word that denies; offsets into the sentence. */
export interface Denial {
  readonly start: number;
  readonly end: number;
  /** "No" and "without" reach the words next to them, "not" and the like the rest of their clause. */
  readonly near: boolean;
}

const DENIAL =
  /\b(?:not|never|cannot|neither|nor|without|yet to|lack(?:s|ed|ing)?|nothing|nobody|isn't|wasn't|aren't|don't|doesn't|didn't|haven't|hasn't|hadn't|decided against|turned down|opted out of|too (?:\w+ ){1,3}to have|I(?:'m| am| was) (?:\w+ )?unable to|gaps? in my (?:experience|knowledge|skills|practice)|my (?:one |only |main |biggest )?gaps? (?:is|are)|(?:have|had|very) (?:very |only )?little (?:or no )?(?:experience|exposure)|stopped short of|can't|couldn't|won't|wouldn't|shouldn't)\b|\b(?:no|non)\s(?!problem|fewer|less|more than|later|longer than|doubt|matter|sooner|\d)/gi;
/** Words that look like a denial and are none. */
const NO_DENIAL =
  /^(?:nobody|nothing|not|no|never)\b[^.;,]{0,70} until I\b|^never (?:fewer|less|more) than\b|^not an? (?:day|week|month|shift) (?:goes|went|passes|passed)\b|^(?:not|n't) (?:only|just|least|frightened|afraid|shy|unlike|to mention|least of all)|^without (?:fuss|incident|waste|delay|difficult|prompt)|^nothing (?:clinical|else|wrong)/i;
/** "Not a week goes by without a home visit". */
const NOT_WITHOUT = /\bnot an? \w+ (?:goes|went|passes|passed)(?: by)? $/i;
/** Words that end a denial's reach. */
const REACH_ENDS =
  /\b(?:apart from|except(?: for)?|other than|besides|only|until|before|rather than|as well as|(?<=, )(?:always|instead|just|mainly|mostly))\b/i;
/** Characters that "no" reaches: "No stroke, no neuro", "no NHS employment". */
const NO_REACH = 40;
/** "Nobody left without a discharge plan": the two denials say that it is so. */
const NO_ONE_BEFORE = /\b(?:not|never|nobody|no one|no \w+|none)\b[^.,;:]{0,60}$|n't\b[^.,;:]{0,60}$/i;
/** "Without an OT for five months I kept the groups going". */
const NEAR_ENDS = /,\s(?!no\b|or\b)|\bI\b/;
const DENIED_AFTER =
  /^[^.;]{0,28}?(?:[:,–—(/-]\s?|\s)(?:not (?:trained|qualified|current|currently|yet|held|completed?|finished|signed off|awarded|submitted|since|mine|my|part|a |done|renewed|credentialed|offered|applicable)|never|no longer|lapsed|(?:was |been )?allowed to lapse|long expired|expired|is (?:the|my|an?|one) (?:\w+ ){0,2}(?:gap|weak (?:spot|point|area)|weakness)\b|is (?:all |still |quite |very )?(?:new|unfamiliar|foreign|unknown) to me\b|(?:is |are )?(?:only known|known only) (?:to me )?from\b|(?:was |were |is |are |fell )?(?:outside|beyond) (?:my|our) (?:remit|role|scope|grade|band)\b|withdrew|withdrawn|did not|none\b|no\b(?=[.,;]|$))/i;
const OTHERS =
  '\\b(?:people|person|patients?|clients?|residents?|tenants?|somebody|someone|anyone|those|families|parents|children|adults|carers|who)\\s';
const COULD = '(?:could|can|do|did|were|was|are|is|had|have|has)\\s';
/** "When somebody could no longer manage the stairs", "patients who can't wash": what others could not do. */
const OTHERS_COULD = new RegExp(`${OTHERS}(?:${COULD})?$`, 'i');
/** "I am someone who has never driven". */
const MYSELF = /\bI(?:'m| am) (?:\w+ ){0,2}(?:somebody|someone|person)\b/i;
const OTHERS_COULD_NOT = new RegExp(`${OTHERS}${COULD}(?:no longer|not|never)$`, 'i');
/** A denial behind one of these is of something else. */
const NEW_STATEMENT = /\b(?:but|and|I|although|though|while|she|he|they)\b/;
/** Forms that deny by themselves: "do not drive", "non-driver". */
const DENYING_FORM = /^(?:do not|don't|cannot|can't|non[ -](?=driver))/i;
/** "Mental health is a field that I have yet to work in". */
const NEVER_I =
  /^(?:,? which|,? (?:is|are|was|were)(?: (?:an?|the|one))?(?: \w+){0,2}? (?:area|field|part|skill|thing|something)(?: that| which)?) I(?:(?:'ve| have| had)? (?:yet to|never|not)| (?:have|had|do|did)n't)\b/i;
const NOT_MINE = /\b(?:not mine|not me|n't mine|not my (?:job|area|role|work|field))\b/i;

/** One of these words is in all that a denial at the mention or behind it is known by. */
const DENYING_WORD =
  /no\b|no[nt]|outside|beyond|yet to|n't|never|laps|expired|withdr|\bgap|weak|(?:new|familiar|foreign) to me|known/i;

export function mayDenyBehind(sentence: string): boolean {
  return DENYING_WORD.test(sentence);
}

/** So much of the sentence tells whether a word that looks like a denial is one. */
const DENIAL_AND_REST = 90;

export function findDenials(sentence: string): readonly Denial[] {
  const matches = matchesOf(DENIAL, sentence);
  const undone = matches.filter(
    ({ 0: word, index }) => /^without/i.test(word) && NO_ONE_BEFORE.test(sentence.slice(0, index)),
  );
  return matches
    .filter((match) => !undone.some((each) => each === match || isJustBefore(match, each, sentence)))
    .filter((match) => !NOT_WITHOUT.test(sentence.slice(0, match.index)))
    .filter((match) => !NO_DENIAL.test(sentence.slice(match.index, match.index + DENIAL_AND_REST)))
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].trimEnd().length,
      near: (/^no/i.test(match[0]) && /\s$/.test(match[0])) || /^without/i.test(match[0]),
    }));
}

/** True when both stand in one statement: the first is taken back by the "without" behind it. */
function isJustBefore(first: RegExpExecArray, without: RegExpExecArray, sentence: string): boolean {
  return first.index < without.index && !/[.,;:]/.test(sentence.slice(first.index, without.index));
}

/** True when a word of the clause denies the mention that stands at `[start, end)`, or the words behind it do. */
export function isDenied(
  view: SentenceView,
  clause: { readonly start: number; readonly end: number },
  start: number,
  end: number,
): boolean {
  const { text } = view;
  for (const denial of view.denials) {
    if (denial.start < clause.start || denial.start >= start) continue;
    const between = text.slice(denial.end, start);
    const leading = text.slice(clause.start, denial.start);
    if (REACH_ENDS.test(between) || (OTHERS_COULD.test(leading) && !MYSELF.test(leading))) continue;
    if (!denial.near) return true;
    if (start - denial.start <= NO_REACH && !NEAR_ENDS.test(between)) return true;
  }
  if (!view.mayDenyBehind) return false;
  const opening = text.slice(start, Math.min(end, start + 6));
  if (DENYING_FORM.test(text.slice(start, end))) return true;
  if (start <= clause.start && /^\W*(?:not|no|never)\b/i.test(opening)) return true;
  const after = text.slice(end, Math.max(clause.end, end));
  const rest = text.slice(end, end + 80);
  const behind = DENIED_AFTER.exec(rest);
  if (
    behind !== null &&
    !NEW_STATEMENT.test(behind[0]) &&
    !OTHERS_COULD_NOT.test(text.slice(start, end) + behind[0])
  )
    return true;
  return NOT_MINE.test(after) || NEVER_I.test(rest) || /^\s(?:is|are|was|were) not\b/i.test(rest);
}

/** True when any word of the clause denies. */
export function hasDenial(
  view: SentenceView,
  clause: { readonly start: number; readonly end: number },
): boolean {
  return view.denials.some(({ start }) => start >= clause.start && start < clause.end);
}
