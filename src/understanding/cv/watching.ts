import type { SentenceView } from './sentence-view.js';

const WATCHED =
  /\b(?:shadow(?:ed|ing|s)?(?! me\b)|watch(?:ed|ing)(?! (?:him|her|them|people|patients|me|over)\b)|observed(?! practice)|observing|sat in on|sat with|spent (?:a|the|one|half|two|three) (?:\w+ ){0,4}with|student level|as a student)\b/i;
const WATCHED_AFTER =
  /^[^.;]{0,60}\b(?:observed only|only observed|observation only|shadowing only|(?:mainly|mostly) (?:observed|observing|watched)|I watched (?:most|only)|to (?:watch|observe)(?! (?:for|out|over))|(?:go|went|going) along to learn)\b/i;
/** "Five days shadowing the team: home visits, a discharge meeting". */
const WATCHED_LIST =
  /\b(?:shadow(?:ed|ing)(?! me\b)|observing|watching(?! (?:him|her|them|people|patients|me|over)\b)|I (?:only |also )?(?:observed|watched(?! over\b)))\b[^.;:]{0,80}:[^.;:]*$/i;
const PLACEMENT_LIST = /^\W*(?:\w+ ){0,2}placements?(?: in| with|:| \()/i;

/** One of these words is in all that the expressions above look for. */
const WATCHING_WORD = /shadow|watch|observ|\bsat\b|spent|student|learn|placement/i;

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
  if (/placement/i.test(lead) && PLACEMENT_LIST.test(lead)) return true;
  return /\bplacements?\b/i.test(clause) && /\b(?:weeks|week|student)\b/.test(clause);
}
