/** The clause of a mention, parted at it, and what of the sentence stands before the clause. */
export interface ClauseView {
  readonly lead: string;
  readonly before: string;
  readonly clause: string;
  readonly after: string;
}

const PEOPLE =
  '(?:OTs?|occupational therapists?|therapists?|physio\\w*|nurses?|doctors?|psychiatrists?|psychologists?|supervisor|educator|managers?|coordinators?|co-ordinators?|seniors?|leads?|consultants?|colleagues?|cousin|mentor|teacher|social workers?|assistants?|apprentice|students?|surgeons?|SLTs?|finance|agency|commissioners?|surveyor|provider|employer|trainer|team leader|director|chief|B[5-8]s?|Band [2-9]s?|tutor|friend|sister|brother|mother|father|husband|wife|aunt)';
const VERB =
  '(?:is|are|was|were|has|had|have|does|did|do|held|hold|holds|gave|give|gives|wrote|writes?|led|leads?|ran|runs?|made|makes?|took|takes?|set|sets|sees?|saw|carry|carries|carried|manages?|managed|completes?|completed|signs?|signed|scores?|scored|supervises?|supervised|line[\\s-]manages?|line[\\s-]managed|assess(?:es|ed)?|prescribes?|prescribed|provides?|provided|checks?|checked|countersigns?|countersigned|decides?|decided|handles?|handled|analysed|employs?|delegates?|delegated|owns?|covers?|covered|measured|treats?|treated|sits?|reviews?|reviewed|who)';
const SUBJECT = new RegExp(
  `^\\W*(?:and |so |then |as |that |where |when |if |usually )*(?:(?:the|a|an|my|our|their|his|her|one of (?:the|them)|another|each|two|three|some|other|senior|named)\\s)?(?:[\\w'’-]+\\s){0,4}?${PEOPLE}\\b(?:, [A-Z][\\w. ]{1,30},)?[^,;]{0,25}?\\s${VERB}\\b`,
  'i',
);
const PRONOUN = new RegExp(
  `^\\W*(?:and |so |then )?(?:she|he|they|who|others?|someone else|somebody else)\\s(?:\\w+\\s)?${VERB}\\b`,
  'i',
);
const FIRST_PERSON = /\b(?:I|I'm|I've|I'd|we|me|my own|myself|mine|my role)\b/;
/** "Held by the Band 7" with its verb: somebody else's doing. "Programmes written by the OT" is the material used. */
const PASSIVE =
  /\b(?:is|are|was|were|be|been|being|it's|they're)\s(?:\w+\s)?(?:done|held|completed|managed|line[\s-]managed|given|provided|carried out|checked|led|taken|assessed|scored|signed off|supervised|run|written|owned|handled|covered|undertaken|performed|made|set|employed|decided|prescribed)\s(?:\w+\s){0,3}?(?:by|with)\s(?!me\b|myself)/i;
const BELONGS =
  /\b(?:sits? with|belong(?:s|ed)? to|falls? to|went to|go(?:es)? to|was the (?:senior|lead|manager|OT)'s|led by|in the hands of|(?:is|was|are|were) (?:the|a|my) \w+'s|jointly with the)\b/i;
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
export function isOtherPersons({ lead, before, clause, after }: ClauseView): boolean {
  if (RELATIVE.test(before) || DONE_TO_ME.test(clause)) return true;
  if (AGENT.test(before) && POST.test(clause.slice(before.length))) return true;
  const mine = FIRST_PERSON.test(before);
  if (!mine && ((SUBJECT.test(clause) && beginsBefore(SUBJECT, clause, before)) || PRONOUN.test(clause))) {
    return !/\b(?:with|to|for) me\b/.test(clause);
  }
  if (PASSIVE.test(after) || PASSIVE.test(before) || (!mine && BELONGS.test(after))) return true;
  return !mine && BELONGS.test(clause) && !FIRST_PERSON.test(lead);
}

/** The subject must be met before the mention or at it; a mention that is itself the subject's name counts as theirs. */
function beginsBefore(pattern: RegExp, clause: string, before: string): boolean {
  const match = pattern.exec(clause);
  return match !== null && match[0].length - 60 <= before.length;
}
