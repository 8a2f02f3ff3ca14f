import type { SentenceView } from './sentence-view.js';

const WATCHED =
  /\b(?:shadow(?:ed|ing|s)?(?! me\b)|watch(?:ed|ing)(?! (?:him|her|them|people|patients|me|over)\b)|observed(?! practice)|observing|s[ai]t(?:s|ting)? in (?:on|with|at|during)|sat with|tagged along|(?:taster|insight|observation|shadowing) (?:day|session|week|visit)s?|(?:able|chance|opportunity|allowed|invited|got|privilege) to (?:observe|watch|see)|over (?:my|the|an?|her|his) (?:[\w-]+ )?[\w-]+['’]s shoulder|spent (?:a|the|one|half|two|three) (?:\w+ ){0,4}with|saw (?:how|what)|(?:went|gone|came|invited|asked|along) (?!to see\b)[^.;]{0,50}\bto see|(?:went|gone|came|invited|asked|along) to see(?! (?:him|her|them|people|patients|clients|residents|families)\b))\b/i;
/** "I saw splints being made". */
const SAW = /\bsaw\b[^.;,]*$/i;
const BEING_DONE = /^[^.;,]{0,40}\bbeing \w+/i;
/** "Splinting: shadowed the specialist". */
const WATCHED_BEHIND_COLON = /^(?::|\s[–-])\s(?:I )?(?:only )?(?:shadowed|observed|watched)\b(?! practice)/i;
/** What is told of a time as a student was watched, unless they say that they did it. */
const AS_STUDENT = /\b(?:student level|as an? (?:[\w-]+ )?student)\b/i;
const WATCHED_AFTER =
  /^[^.;]{0,60}\b(?:observed only|only observed|observation only|shadowing only|(?:mainly|mostly) (?:observed|observing|watched)|I watched (?:most|only)|to (?:watch|observe)(?! (?:for|out|over))|(?:go|went|going) along to learn|as an? (?:bystander|observer)|(?:as an? (?:[\w-]+ )?student, |[,–-] ?)(?:only |just |mainly |mostly )?(?:observing|watching)(?=\W*$)|taster (?:day|session|week)|(?:demonstrated|shown|explained) to me|to see (?:how|what) (?:the (?:OTs?|therapists?|team|seniors?|others)|they (?:are|were)|it (?:is|was)|(?:\w+ ){1,3}(?:is|are|was|were) (?:done|made|fitted|run)))\b/i;
/** "Five days shadowing the team: home visits, a discharge meeting". */
const WATCHED_LIST =
  /\b(?:shadow(?:ed|ing)(?! me\b)|observing|watching(?! (?:him|her|them|people|patients|me|over)\b)|I (?:only |also )?(?:observed|watched(?! over\b)))\b[^.;:]{0,80}:[^.;:]*$|\b(?:looked on|watched|observed|stood by|shoulder) (?:as|while|when)\s[^.;]*$/i;
const PLACEMENT_LIST = /^\W*(?:\w+ ){0,2}placements?(?: in| with|:| \()/i;

/** A student who is not the writer: "educator for a final-year student". */
const OTHER_STUDENT =
  /\b(?:educator|supervis\w+|mentor\w*|taught|teach\w*|took|takes?)\b[^.;]{0,30}(?<!\bas a )\bstudents?\b(?! placements?)/i;

/**
 * What a student says was done: "carried four cases", "ran the group with the assistant"; not that they completed the
 * placement, or were led by somebody. Part of an expression.
 */
export const STUDENT_DID = String.raw`(?:carried|held|ran|led|managed|ordered|completed|assessed|planned|wrote|delivered|facilitated|fitted|prescribed|made|took on|set up|organised|designed|measured|produced|presented)\s(?!(?:by|in|at|on)\b|(?:\S+\s){0,5}(?:placements?|weeks?|months?|observations?|hours|shadowing)\b)`;
/** "Placement in a school, where I ran a club": they did something in the field that is named. */
const WHERE_I_DID = new RegExp(
  String.raw`\b(?:where|in which|on which|during which) I (?:\w+ )?(?:co-)?${STUDENT_DID}`,
);
const I_DID = new RegExp(
  String.raw`\bI (?:(?:also|then|later|soon) )?(?:co-)?${STUDENT_DID}|\b(?:left|trusted|allowed) me to\b(?! (?:watch|observe|sit|see))`,
);

/** Whether the words of a sentence up to a place say "I ran", "I carried out" or that somebody left it to the writer. */
export function saysIDid(text: string, end: number): boolean {
  return I_DID.test(text.slice(0, end));
}

/** One of these words is in all that the expressions above look for. */
const WATCHING_WORD =
  /shadow|watch|observ|\bs[ai]t|tagged|taster|insight|able to|chance to|opportunity to|got to|bystander|shoulder|looked on|stood by|to see|saw |to me\b|spent|student|learn|placement/i;

export function mayTellOfWatching(sentence: string): boolean {
  return WATCHING_WORD.test(sentence);
}

/**
 * Whether the mention that stands at `[start, end)` of the sentence was watched and not done.
 *
 * @param before what of the mention's clause stands before it
 */
export function isWatched(
  { text, mayTellOfWatching }: SentenceView,
  before: string,
  clause: string,
  start: number,
  end: number,
): boolean {
  if (!mayTellOfWatching) return false;
  const lead = text.slice(0, start);
  if (WATCHED.test(before) || WATCHED_AFTER.test(text.slice(end, end + 90))) return true;
  if (WATCHED_LIST.test(lead) || WATCHED_BEHIND_COLON.test(text.slice(end))) return true;
  if (SAW.test(before) && BEING_DONE.test(text.slice(start))) return true;
  if (saysIDid(text, end) || WHERE_I_DID.test(text)) return false;
  if (AS_STUDENT.test(before)) return true;
  if (/placement/i.test(lead) && PLACEMENT_LIST.test(lead)) return true;
  return (
    /\bplacements?\b/i.test(clause) &&
    /\b(?:weeks|week|student)\b/.test(clause) &&
    !OTHER_STUDENT.test(clause)
  );
}
