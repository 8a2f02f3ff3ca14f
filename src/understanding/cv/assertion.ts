import type { Assertion, SectionKind } from '../profile.js';
import { hasDenial, isDenied } from './denial.js';
import { isOtherPersons } from './other-person.js';
import type { SentenceView } from './sentence-view.js';
import { STUDENT_DID, isWatched, saysIDid } from './watching.js';
import { isWished } from './wish-cues.js';

/** Where a mention stands, as far as it tells who did it and whether they did. Offsets into the sentence. */
export interface MentionPlace {
  readonly view: SentenceView;
  readonly start: number;
  readonly end: number;
  readonly section: SectionKind;
  /** The heading above says that things below were not done, or that they are a student's placements. */
  readonly sense: 'denied' | 'placements' | null;
  /** True in the words that name a post: they are about its holder. */
  readonly header: boolean;
  /** True inside a practice placement. */
  readonly placement: boolean;
}

/**
 * What the text says of a mention, by scope rules: a cue speaks for its clause, a wish for the rest of its sentence.
 * Denial goes first, then wish, watching, being supervised and other people's doing; what the heading says stands for
 * sentences that say nothing themselves. Of a student's placement counts as watched what they do not say they did.
 */
export function assertionOf(place: MentionPlace): Assertion {
  if (place.section === 'references') return 'other_person';
  const { view, start, end } = place;
  const { text } = view;
  const clause = view.clauses.find((each) => start < each.end && end > each.start) ??
    view.clauses.find((each) => start <= each.end && end >= each.start) ?? { start: 0, end: text.length };
  if (isDenied(view, clause, start, end) || isAnsweredNo(view)) return 'negated';
  const words = {
    lead: text.slice(0, clause.start),
    before: text.slice(clause.start, Math.max(clause.start, start)),
    clause: text.slice(clause.start, Math.max(clause.end, end)),
    after: text.slice(end, Math.max(clause.end, end)),
  };
  const others = !place.header && isOtherPersons(words, view.doerCues);
  if (place.sense === 'denied' && !others && !isConceded(view, clause, start)) return 'negated';
  if (isWished(view, start, end)) return 'wants';
  if (place.section === 'wishes' && !HAS_DONE.test(words.clause)) return 'wants';
  if (isWatched(view, words.before, words.clause, start, end)) return 'observed';
  if (isSupervised(text, start, end)) return 'supervised';
  if (others) return 'other_person';
  const watched = place.placement && !DONE_THERE.test(words.clause) && !saysIDid(text, end);
  return watched ? 'observed' : 'has';
}

/** What a student says of their own doing: "by the end I ran the group with the assistant". */
const DONE_THERE = new RegExp(
  String.raw`^\W*(?:(?:I|also|and|then|later|by (?:the end|then|week \w+),?)\s)*(?:co-?)?${STUDENT_DID}`,
  'i',
);

/** "Am I registered? No." */
function isAnsweredNo({ text, next }: SentenceView): boolean {
  return text.endsWith('?') && /^(?:no|not|never)\b/i.test(next ?? '');
}

/** Among wishes, what was done is told in the perfect: "I've done six years as Principal". */
const HAS_DONE =
  /^\W*I(?:'ve| have)\s(?!not\b|never\b|(?:always |long )?(?:decided|wanted|hoped|wished|thought|considered)\b)\w+(?:ed|en|ne|ld|un|ad|pt|ught)\b/;

const CONCEDED = /\b(?:apart from|except(?: for)?|other than|although|though|but I (?:have|do|am))\b/i;
const FIRST_PERSON_DOES =
  /^\W*(?:\w+\W+){0,2}?I(?:'ve| have|'m| am)?\s(?!n't|cannot|can't|don't|won't|haven't)\w+/;

/** Under a heading of things not done, "apart from one transition case" is done, and so is "I supervise but …". */
function isConceded(
  view: SentenceView,
  clause: { readonly start: number; readonly end: number },
  start: number,
): boolean {
  const words = view.text.slice(clause.start, clause.end);
  if (CONCEDED.test(view.text.slice(0, start))) return true;
  return FIRST_PERSON_DOES.test(words) && !hasDenial(view, clause) && !/\bonly\b/i.test(words);
}

/** The direction of supervision is told within this many characters, over a colon as well. */
const SUPERVISED_NEAR = 40;
const SUPERVISED =
  /\bsupervised\b[^,;]{0,60}\bby\b(?! (?:me|myself)\b)|\bsupervision\b(?! of\b)[^;]{0,30}\b(?:from|by|with (?:the|my|a))\b|\bunder (?:\w+ ){0,4}(?:supervision|direction|guidance)\b|\breceiv\w+ (?:\w+ ){0,4}supervision\b|\b(?:I|we) (?:have|had|get|got) (?:\w+ ){0,2}supervision\b|\bsupervision (?:is |was )?(?:every|monthly|fortnightly|weekly|once)\b|\bmy supervisor\b/i;
const SUPERVISION_WORD = /supervis|direction|guidance|delegat/i;

function isSupervised(text: string, start: number, end: number): boolean {
  if (!SUPERVISION_WORD.test(text.slice(start, end))) return false;
  return SUPERVISED.test(text.slice(Math.max(0, start - SUPERVISED_NEAR), end + SUPERVISED_NEAR));
}
