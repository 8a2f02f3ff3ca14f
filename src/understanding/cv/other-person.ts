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

const PEOPLE =
  '(?:OTs?|occupational therapists?|therapists?|physio\\w*|nurses?|doctors?|psychiatrists?|psychologists?|supervisor|educator|managers?|coordinators?|co-ordinators?|seniors?|leads?|consultants?|colleagues?|cousin|mentor|teacher|social workers?|assistants?|apprentice|students?|surgeons?|SLTs?|finance|agency|commissioners?|surveyor|provider|employer|trainer|team leader|director|chief|B[5-8]s?|Band [2-9]s?|tutor|friend|sister|brother|mother|father|husband|wife|aunt)';
const VERB =
  '(?:is|are|was|were|has|had|have|does|did|do|held|hold|holds|gave|give|gives|wrote|writes?|led|leads?|ran|runs?|made|makes?|took|takes?|set|sets|sees?|saw|carry|carries|carried|manages?|managed|completes?|completed|signs?|signed|scores?|scored|supervises?|supervised|line[\\s-]manages?|line[\\s-]managed|assess(?:es|ed)?|prescribes?|prescribed|provides?|provided|checks?|checked|countersigns?|countersigned|decides?|decided|handles?|handled|analysed|employs?|delegates?|delegated|owns?|covers?|covered|measured|treats?|treated|sits?|reviews?|reviewed|heads up|headed|planned|designed|delivers?|delivered|teaches|taught|chaired|drafted|arranges|arranged|ordered|organises|organised|fitted|deals|dealt|oversees|oversaw|facilitates|facilitated|who)';
/** A clause that begins with what was done leaves "I" out: "supervised two Band 5s and took students". */
const DOING =
  '(?!(?:qualified|registered|named|trained|experienced|retired|related)\\b)(?:[a-z]{3,}ed|led|ran|held|took|taught|wrote|gave|had|saw|did|made|set|kept|built|brought|supervise|teach|cover|deputise|assist|help|act|stand|liaise|attend|write|provide|deliver)\\s';
const SUBJECT = new RegExp(
  `^\\W*(?:and |so |then |as |that |where |when |if |usually )*(?!${DOING})(?:(?:the|a|an|my|our|their|his|her|one of (?:the|them)|another|each|two|three|some|other|senior|named)\\s)?(?:[\\w'’-]+\\s){0,4}?${PEOPLE}\\b(?:, [A-Z][\\w. ]{1,30},)?[^,;]{0,25}?\\s${VERB}\\b`,
  'i',
);
const PRONOUN = new RegExp(
  `^\\W*(?:and |so |then )?(?:she|he|they|who|others?|someone else|somebody else)\\s(?:\\w+\\s)?${VERB}\\b`,
  'i',
);
const FIRST_PERSON = /\b(?:I|I'm|I've|I'd|we|me|my own|myself|mine|my role)\b/;
/** "Held by the Band 7" with its verb: somebody else's doing. "Programmes written by the OT" is the material used. */
const ANY_PASSIVE =
  /\b(?:is|are|was|were|be|been|being|gets?|got|it's|they're)\s(?:\w+\s)?(?:done|dealt with|seen to|drawn up|arranged|ordered|fitted|planned|delivered|organised|taught|chaired|held|completed|managed|line[\s-]managed|given|provided|carried out|checked|led|taken|assessed|scored|signed off|supervised|run|written|owned|handled|covered|undertaken|performed|made|set|employed|decided|prescribed)\s(?:\w+\s){0,3}?(?:by|with)\s(?!(?:hand|phone|email|post|noon|lunch\w*|then|(?:\d+|one|two|three|four|five|six|\w+day)\b|the (?:end|next|same))\b)/i;
const PASSIVE = new RegExp(`${ANY_PASSIVE.source}(?!me\\b|myself)`, 'i');
const BELONGS =
  /\b(?:(?:sits?|stays?|stayed|remain(?:s|ed)?|rests?|rested) with|belong(?:s|ed)? to|falls? to|went to|go(?:es)? to|(?:is|was|are|were) for (?:the|an?|my|our) (?:Band|B[5-8]\b|senior|lead|manager|qualified|OTs?\b|physio)|(?:is|was|are|were) left to|was the (?:senior|lead|manager|OT)'s|led by|(?:is|are|was|were) an? (?:social work|nursing|medical|physio\w*) (?:task|job|role|matter|responsibility)|in the hands of|(?:is|was|are|were) (?:the|a|my) \w+'s|jointly with the)\b/i;
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
const SUMMARY = /^\W*an?\s(?:[\w'’-]+\s){0,3}?(?:OT|occupational therapist|therapist) who\b/i;
const RELATIVE = /\b(?:my|our) (?:cousin|sister|brother|mother|father|aunt|friend|husband|wife)\b/i;
const DONE_TO_ME = /\bon the receiving end of\b|\baccredited by\b|\bone of (?:them|whom)\b/i;

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
  if (cues.doneToMe || (cues.relative && RELATIVE.test(before))) return true;
  if (cues.somebodyWho && (isSomebodyWho(before) || continuesPerson(lead, clause, before))) return true;
  if (POST.test(clause.slice(before.length)) && AGENT.test(before)) return true;
  if (isColleaguesPost(before, clause.slice(before.length, clause.length - after.length), after)) return true;
  if (THAT_SOMEBODY_DOES.test(after)) return true;
  const mention = clause.slice(before.length, clause.length - after.length);
  const mine = cues.asPostI || FIRST_PERSON.test(before) || /\b(?:I|me)\b/.test(mention);
  if (!mine && (cues.pronoun || (cues.subject !== null && beginsBefore(cues.subject, before)))) {
    return !/\b(?:with|to|for) me\b/.test(clause);
  }
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
    relative: RELATIVE.test(clause),
    doneToMe: DONE_TO_ME.test(clause),
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

/** The subject must be met before the mention or at it; a mention that is itself the subject's name counts as theirs. */
function beginsBefore(subject: string, before: string): boolean {
  return subject.length - 60 <= before.length;
}
