import { DOING, MODAL, PEOPLE, VERB } from './doers.js';
import { isDoneToWriter, isRelatives, namesRelative } from './received.js';

/** The clause of a mention, parted at it, and what of the sentence stands before the clause. */
export interface ClauseView {
  readonly lead: string;
  readonly before: string;
  readonly clause: string;
  readonly after: string;
}

/** What a clause says of who did it, whichever of its mentions is asked about. */
export interface DoerCues {
  /** Names a relative somewhere; which mentions that concerns depends on their places. The same holds for `passive`. */
  readonly relative: boolean;
  readonly passive: boolean;
  readonly doneToMe: boolean;
  /** Says "who" somewhere; as with `relative`. */
  readonly somebodyWho: boolean;
  readonly asPostI: boolean;
  /** The beginning of the clause up to the verb of another person who is its subject. */
  readonly subject: string | null;
  readonly pronoun: boolean;
  readonly belongs: boolean;
}

/** "Supervising students was my job": who is supervised does nothing. "The supervising OT" does. */
const GERUND =
  '(?!(?:supervising (?:OT|occupational|therap|clinic)|visiting|teaching assistant|referring|treating|nursing)\\w*\\s)[a-z]+ing\\s';
const SUBJECT = new RegExp(
  `^\\W*(?:and |so |then |as |that |where |when(?:ever)? |if |while |once |until |after |before |since |usually )*(?!${DOING}|${GERUND})(?:(?:the|a|an|my|our|their|his|her|one of (?:the|them)|another|each|two|three|some|other|senior|named)\\s)?(?:(?!(?:by|with|from|for|under|alongside)\\s)[\\w'’-]+\\s){0,4}?${PEOPLE}\\b(?:, [A-Z][\\w. ]{1,30},)?[^,;]{0,25}?\\s(?<!\\bto\\s)(?:${VERB}|${MODAL})\\b`,
  'i',
);
const PRONOUN = new RegExp(
  `^\\W*(?:and |so |then )?(?:she|he|they|who|others?|someone else|somebody else)\\s(?:\\w+\\s)?${VERB}\\b`,
  'i',
);
const FIRST_PERSON = /\b(?:I|I'm|I've|I'd|we|me|my own|myself|mine|my role)\b/;
/** "Held by the Band 7" with its verb: somebody else's doing. "Programmes written by the OT" is the material used. */
const ANY_PASSIVE =
  /\b(?:is|are|was|were|be|been|being|gets?|got|it's|they're)\s(?:\w+\s)?(?:done|dealt with|seen to|seen|looked after|looked at|drawn up|screened|triaged|issued|supplied|designed|developed|drafted|presented|published|fabricated|facilitated|co-?ordinated|overseen|conducted|produced|recommended|authorised|triaged|arranged|ordered|fitted|planned|delivered|organised|taught|chaired|held|completed|managed|line[\s-]managed|given|provided|carried out|checked|led|taken|assessed|scored|signed off|supervised|run|written|owned|handled|covered|undertaken|performed|made|set|employed|decided|prescribed)\s(?:\w+\s){0,3}?by\s(?=\w)(?!\w+ing\b|(?:hand|phone|email|post|noon|lunch\w*|then|(?:\d+|one|two|three|four|five|six|\w+day)\b|the (?:end|next|same))\b)/i;
const PASSIVE = new RegExp(`${ANY_PASSIVE.source}(?!me\\b|myself)`, 'i');
const BELONGS = new RegExp(
  /\b(?:(?:sits?|stays?|stayed|remain(?:s|ed)?|rests?|rested) with|belong(?:s|ed)? to|falls? to|went to|go(?:es)? to|(?:is|was|are|were) for (?:the|an?|my|our) (?:Band|B[5-8]\b|senior|lead|manager|qualified|OTs?\b|physio)|(?:is|was|are|were) left to|was the (?:senior|lead|manager|OT)'s|led by|(?:is|are|was|were) an? (?:social work|nursing|medical|physio\w*) (?:task|job|role|matter|responsibility)|in the hands of|(?:is|was|are|were) (?:the|a|my) \w+'s|jointly with the)\b/
    .source +
    // "Wheelchairs are the specialist team's business".
    `|\\b(?:is|was|are|were) (?:the|an?|my|our|their) (?:[\\w-]+ ){0,3}?(?:${PEOPLE}|team|service|department)(?:'s|'(?= \\w))`,
  'i',
);
/** "An occupational therapist who comes in to do the assessments", "the consultant who injects". */
const SOMEBODY_WHO = new RegExp(
  `\\b(?:an?|the|our|their|another|visiting)\\s(?:[\\w'’-]+\\s){0,3}?${PEOPLE},? who\\s(?!I\\b|is me\\b)[^,;]{0,60}$`,
  'i',
);
const ENDS_WITH_PERSON = new RegExp(
  `\\b(?:an?|the|my|our|their|another)\\s(?:[\\w'’-]+\\s){0,3}?${PEOPLE},?\\s?$`,
  'i',
);
/** "A project that the lead runs". */
const THAT_SOMEBODY_DOES = new RegExp(
  `^\\s(?:that|which)\\s(?:the|an?|our|my|another)\\s(?:[\\w'’-]+\\s){0,3}?${PEOPLE}\\s(?:\\w+\\s)?${VERB}\\b(?! (?:to|with|for) (?:me|us)\\b)`,
  'i',
);
/** "I am an occupational therapist who …": the writer. */
const WRITER = /\b(?:I am|I'm|I was|I have been|me|as)\s+(?:\w+\s+){0,2}$/i;
/** How the summary of a CV begins: "An experienced occupational therapist who …". */
const SUMMARY =
  /^\W*(?:an?\s(?:[\w'’-]+\s){0,3}?(?:OT|occupational therapist|therapist)|(?:(?!(?:the|an?|my|our|their|her|his|another|each|every|one|some|other|visiting)\s)[\w'’-]+,?\s){0,4}?(?:OT|therapist|assistant|instructor|practitioner|support worker|technician|manager|lead|clinician)) who\b/i;
/** "Supervised by the group's lead OT": the doer is named by a post that might pass for the writer's. */
const AGENT = /\b(?:by|under|to) (?:the|an?|my|our|their|another)\s(?:[\w'’-]+\s){0,3}$/i;
const POST =
  /^(?:(?:clinical|team|senior|principal|professional)\s)?(?:lead|senior|principal|manager|head)\b/i;

/**
 * True when the clause says of somebody else that they did it: another person as its subject before the mention, or a
 * passive with its doer. "I", "we" or "my own" before the mention keeps it the writer's.
 */
export function isOtherPersons(
  { lead, before, clause, after }: ClauseView,
  known: Map<string, DoerCues>,
): boolean {
  const cues = known.get(clause) ?? cuesOf(clause);
  known.set(clause, cues);
  if (cues.doneToMe || (cues.relative && isRelatives(before))) return true;
  if (cues.somebodyWho && (isSomebodyWho(before) || continuesPerson(lead, clause, before))) return true;
  if (POST.test(clause.slice(before.length)) && AGENT.test(before)) return true;
  const mention = clause.slice(before.length, clause.length - after.length);
  if (isColleaguesPost(before, mention, after)) return true;
  if (THAT_SOMEBODY_DOES.test(after)) return true;
  const mine = cues.asPostI || FIRST_PERSON.test(before) || /\b(?:I|me)\b/.test(mention);
  if (!mine && (cues.pronoun || (cues.subject !== null && reaches(cues.subject, before, clause)))) {
    return !LEFT_TO_ME.test(clause) && !ASKED_ME.test(before);
  }
  if (isDoneBy(before, mention, after)) return true;
  if (cues.passive && (PASSIVE.test(clause.slice(before.length)) || PASSIVE.test(before))) return true;
  return !mine && cues.belongs && (BELONGS.test(after) || !FIRST_PERSON.test(lead));
}

function isSomebodyWho(before: string): boolean {
  const somebody = SOMEBODY_WHO.exec(before);
  return somebody !== null && !WRITER.test(before.slice(0, somebody.index)) && !SUMMARY.test(before);
}

/** "… goes to the senior OT, who deals with it": the clause goes on about the person that the words before it end with. */
function continuesPerson(lead: string, clause: string, before: string): boolean {
  if (!/^\W*who\b/i.test(clause) || FIRST_PERSON.test(before)) return false;
  const person = ENDS_WITH_PERSON.exec(lead);
  return person !== null && !WRITER.test(lead.slice(0, person.index + 1));
}

function cuesOf(clause: string): DoerCues {
  return {
    relative: namesRelative(clause),
    doneToMe: isDoneToWriter(clause),
    somebodyWho: /\bwho\b/i.test(clause),
    asPostI: AS_POST_I.test(clause),
    subject: SUMMARY.test(clause) ? null : (SUBJECT.exec(clause)?.[0] ?? null),
    pronoun: PRONOUN.test(clause),
    passive: ANY_PASSIVE.test(clause),
    belongs: BELONGS.test(clause),
  };
}

/** "My supervising OT", "which the team manager presented": a post with an article is a colleague's, save where somebody is or becomes it. */
function isColleaguesPost(before: string, mention: string, after: string): boolean {
  if (/^supervising\b/i.test(mention) && WITH_ARTICLE.test(before)) return true;
  return (
    POST_NAME.test(mention) && WITH_ARTICLE.test(before) && !OWN_POST.test(before) && !AS_A_POST.test(after)
  );
}

/** "As deputy team manager I run …": the post is the writer's. */
const AS_POST_I = /^\W*as (?:an? |the )?(?:[\w-]+ ){1,6}I\b/i;
const POST_NAME = /^[\w' -]*\b(?:manager|leader|lead)$/i;
const WITH_ARTICLE = /(?:^|[^\w'])(?:the|my|our|their|her|his)(?: [\w'-]+)? $/i;
const OWN_POST =
  /\b(?:I am|I'm|am|I was|was|were|been|be|being|as|became|become|becoming|now|currently|made)\b[^,;]{0,30}$/i;
const AS_A_POST = /^[\s-](?:role|post|position|job|duties|responsibilit\w+|of|for)\b/i;

/** "The OT asks me to do the visit", "delegated to me": what others do is that the writer does it. */
const LEFT_TO_ME = /\b(?:with|to|for|by) me\b/;
const ASKED_ME = /\b(?:asks?|asked|lets?|trust(?:s|ed)|allow(?:s|ed)|encouraged|wants|wanted) me to\b/;

/** "Once the OT had been, fitted the rails": the subject of a subordinate clause does nothing behind its comma. */
const SUBORDINATE = /^\W*(?:while|when(?:ever)?|once|until|after|before|since|where|if)\b/i;

/** "Care staff were trained in seating": nobody else is named who did it. */
const DONE_TO_THEM =
  /^\s(?:been |being |then |all |\w+ly )?(?:trained|taught|supervised|mentored|coached|supported|shown|inducted|appraised|recruited)\b/i;

/** The subject must be met before the mention or at it; a mention that is itself the subject's name counts as theirs. */
function reaches(subject: string, before: string, clause: string): boolean {
  if (SUBORDINATE.test(subject) && before.slice(subject.length).includes(',')) return false;
  return subject.length - 60 <= before.length && !DONE_TO_THEM.test(clause.slice(subject.length));
}

/** "Splinting done by the hand therapist". Programmes written or set by somebody are the material that is used. */
const DONE_BY = new RegExp(
  `^(?:[\\w-]+,?\\s){0,4}?(?:done|carried out|completed|led|run|held|given|taken|chaired|provided|delivered|managed|owned|supervised|taught|assessed|arranged|published|facilitated|undertaken|performed|conducted|handled|dealt with)\\s(?:\\w+\\s)?by\\s(?!me\\b|myself)(?:[\\w'’-]+\\s){0,4}?${PEOPLE}\\b`,
  'i',
);
const OPENS_CLAUSE = /^\W*(?:(?:the|all|any|most|our|their|such|other)\s)*$/i;

/** The mention itself may hold the verb. */
function isDoneBy(before: string, mention: string, after: string): boolean {
  return OPENS_CLAUSE.test(before) && DONE_BY.test(mention + after);
}
