import type { Assertion, SectionKind } from '../profile.js';
import { hasDenial, isDenied } from './denial.js';
import { isOtherPersons } from './other-person.js';
import type { SentenceView } from './sentence-view.js';
import { isWished } from './wish-cues.js';

/** Where a mention stands, as far as it tells who did it and whether they did. Offsets into the sentence. */
export interface MentionPlace {
  readonly view: SentenceView;
  readonly start: number;
  readonly end: number;
  readonly section: SectionKind;
  /** The heading above says that things below were not done, or that they are a student's placements. */
  readonly sense: 'denied' | 'placements' | null;
  /** True inside a practice placement. */
  readonly placement: boolean;
}

/**
 * What the text says of a mention, by scope rules: a cue speaks for its clause, a wish for the rest of its sentence.
 * Denial goes first, then wish, watching, being supervised and other people's doing; what the heading says stands for
 * sentences that say nothing themselves. A student's placement counts as watched: the educator answers for the work.
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
  const others = isOtherPersons(words);
  if (place.sense === 'denied' && !others && !isConceded(view, clause, start)) return 'negated';
  if (place.section === 'wishes' || isWished(view, start, end)) return 'wants';
  if (isWatched(text.slice(0, start), words.before, words.clause, text.slice(end, end + 90)))
    return 'observed';
  const around = text.slice(Math.max(0, start - SUPERVISED_NEAR), end + SUPERVISED_NEAR);
  if (SUPERVISION_WORD.test(text.slice(start, end)) && SUPERVISED.test(around)) return 'supervised';
  if (others) return 'other_person';
  return place.placement ? 'observed' : 'has';
}

/** "Am I registered? No." */
function isAnsweredNo({ text, next }: SentenceView): boolean {
  return text.endsWith('?') && /^(?:no|not|never)\b/i.test(next ?? '');
}

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

const WATCHED =
  /\b(?:shadow(?:ed|ing|s)?(?! me\b)|watch(?:ed|ing)(?! (?:him|her|them|people|patients|me|over)\b)|observed(?! practice)|observing|sat in on|sat with|spent (?:a|the|one|half|two|three) (?:\w+ ){0,4}with|student level|as a student)\b/i;
const WATCHED_AFTER =
  /^[^.;]{0,60}\b(?:observed only|only observed|observation only|shadowing only|(?:mainly|mostly) (?:observed|observing|watched)|I watched (?:most|only))\b/i;
const PLACEMENT_LIST = /^\W*(?:\w+ ){0,2}placements?(?: in| with|:| \()/i;

function isWatched(lead: string, before: string, clause: string, rest: string): boolean {
  if (WATCHED.test(before) || WATCHED_AFTER.test(rest)) return true;
  if (/placement/i.test(lead) && PLACEMENT_LIST.test(lead)) return true;
  return /\bplacements?\b/i.test(clause) && /\b(?:weeks|week|student)\b/.test(clause);
}

/** The direction of supervision is told within this many characters, over a colon as well. */
const SUPERVISED_NEAR = 40;
const SUPERVISED =
  /\bsupervised\b[^,;]{0,60}\bby\b|\bsupervision\b(?! of\b)[^;]{0,30}\b(?:from|by|with (?:the|my|a))\b|\bunder (?:\w+ ){0,4}(?:supervision|direction|guidance)\b|\breceiv\w+ (?:\w+ ){0,4}supervision\b|\b(?:I|we) (?:have|had|get|got) (?:\w+ ){0,2}supervision\b|\bsupervision (?:is |was )?(?:every|monthly|fortnightly|weekly|once)\b|\bmy supervisor\b/i;
const SUPERVISION_WORD = /supervis|direction|guidance|delegat/i;
