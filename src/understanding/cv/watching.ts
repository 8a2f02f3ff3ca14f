import type { SentenceView } from './sentence-view.js';

const WATCHED =
  /\b(?:shadow(?:ed|ing|s)?(?! me\b)|watch(?:ed|ing)(?! (?:him|her|them|people|patients|me|over)\b)|observed(?! practice)|observing|s[ai]t(?:s|ting)? in (?:on|with|at|during)|sat with|tagged along|taster (?:day|session|week)|over (?:my|the|an?|her|his) (?:[\w-]+ )?[\w-]+['’]s shoulder|spent (?:a|the|one|half|two|three) (?:\w+ ){0,4}with)\b/i;
/** What is told of a time as a student was watched, unless they say that they did it. */
const AS_STUDENT = /\b(?:student level|as a student)\b/i;
const WATCHED_AFTER =
  /^[^.;]{0,60}\b(?:observed only|only observed|observation only|shadowing only|(?:mainly|mostly) (?:observed|observing|watched)|I watched (?:most|only)|to (?:watch|observe)(?! (?:for|out|over))|(?:go|went|going) along to learn|as an? (?:bystander|observer)|taster (?:day|session|week)|(?:demonstrated|shown|explained) to me|to see (?:how|what) (?:the (?:OTs?|therapists?|team|seniors?|others)|they (?:are|were)|it (?:is|was)|(?:\w+ ){1,3}(?:is|are|was|were) (?:done|made|fitted|run)))\b/i;
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
const I_DID = new RegExp(
  String.raw`\bI (?:(?:also|then|later|soon) )?(?:co-)?${STUDENT_DID}|\b(?:left|trusted|allowed) me to\b(?! (?:watch|observe|sit|see))`,
);

/** Whether the words of a sentence up to a place say "I ran", "I carried out" or that somebody left it to the writer. */
export function saysIDid(text: string, end: number): boolean {
  return I_DID.test(text.slice(0, end));
}

/** One of these words is in all that the expressions above look for. */
const WATCHING_WORD =
  /shadow|watch|observ|\bs[ai]t|tagged|taster|bystander|shoulder|looked on|stood by|to see|to me\b|spent|student|learn|placement/i;

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
  if (WATCHED_LIST.test(lead)) return true;
  if (saysIDid(text, end)) return false;
  if (AS_STUDENT.test(before)) return true;
  if (/placement/i.test(lead) && PLACEMENT_LIST.test(lead)) return true;
  return (
    /\bplacements?\b/i.test(clause) &&
    /\b(?:weeks|week|student)\b/.test(clause) &&
    !OTHER_STUDENT.test(clause)
  );
}
