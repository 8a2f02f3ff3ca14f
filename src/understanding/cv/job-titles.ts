import type { Stage } from '../../taxonomy/concept.js';

/** What a job title says. `core` tells whether it names occupational therapy or only a therapy or team post. */
export interface TitleReading {
  readonly stage: Stage;
  readonly core: 'occupational_therapy' | 'therapy' | 'management';
  readonly start: number;
  readonly end: number;
}

/** A person of the profession. */
const PERSON = /\b(?:occupational[\s-]+therapist|ergotherapist)\b(?!')|\bOT\b/gi;
/** "OT strategy", "OT service" and the like are nobody's post. */
const NOT_A_POST =
  /^(?:['’]s?\b|[\s-]?led\b)|^\s?(?:strateg|teams?\b|service|sub|govern|depart|staff|degree|apprenticeship|input|posts?\b|assess|interven|group|programme|competenc|part|side|skill|assistants\b|support workers\b|technicians\b|roles?\b|need|report|student|work|process|goal|practice|plan|perspect|provision|policy|paper|rota\b|bits|hours|time\b|\)|there\b|in post)/i;

/** "With the OT", "to the visiting occupational therapist's plan": somebody else. */
const COLLEAGUE_BEFORE =
  /\b(?:with|to|by|under|alongside|from|beside|shadow(?:ed|ing)?|assist(?:ed|ing)?|help(?:ed|ing)?|support(?:ed|ing)?) (?:(?:the|an?|our|their|both|two|visiting|ward|community|qualified|senior|lead|team|hospital|hub)[\s'’s]+)+$/i;

function personIn(text: string): RegExpExecArray | null {
  PERSON.lastIndex = 0;
  for (let match = PERSON.exec(text); match !== null; match = PERSON.exec(text)) {
    const short = match[0].length === 2;
    if (short && match[0] !== 'OT') continue;
    if (COLLEAGUE_BEFORE.test(text.slice(Math.max(0, match.index - 60), match.index))) continue;
    if (!short || !NOT_A_POST.test(text.slice(match.index + 2, match.index + 20))) return match;
  }
  return null;
}

const MANAGED_OT =
  /\b(?:manager|lead|leader|head|director|principal)\b[\s\w,()/&–-]{0,45}\b(?:occupational therapy|OT)\b/i;
/** Grades of the time before Agenda for Change, and rotations: the posts of therapists, without the word. */
const OLD_SENIOR = /\bsenior (?:I{1,2}|1|2)\b/i;
const OLD_BASIC = /\b(?:basic|staff)[\s-]grade\b|\brotational\b|\brotations\b/i;
const SUPPORT =
  /\b(?:occupational[\s-]+therap(?:y|ist)|OT|(?<!speech |language )therapy|therapies|rehab(?:ilitation)?|re-?ablement|enablement|generic|multi[\s-]?professional|technical|integrated)[\s\w()/&-]{0,30}?\b(?:assistant|support[\s-]+worker|technician|instructor|helper|aide|apprentice|officer)\b|\bassistant (?:occupational therapist|OT)\b|\bapprentice (?:occupational therapist|OT)\b|\bassistant practitioner\b|\btechnical instructor\b|\bOTA\b|\bsupport,? time (?:and|&) recovery worker|\bSTR worker|\bassessment officer\b|\bcommunity care officer\b|\bindependent living officer\b|\badult social care worker\b|\bOTSW\b/i;
const CONSULTANT =
  /\bconsultant (?:occupational therapist|OT\b|practitioner|therapist|AHP|allied)|\b(?:occupational therapist|OT) consultant\b|\bprincip(?:al|le) (?:occupational therapist|OT\b)|\bhead of (?:occupational therapy|OT\b|therap|profession|AHP|allied)|\bhead (?:occupational therapist|OT)\b|\bchief (?:AHP|allied|occupational)|\bAHP lead\b|\blead (?:AHP|for AHPs|allied health)|\bdirector of (?:AHP|allied|therap)|\bprofessional lead\b|\btherap(?:y|ies) services manager\b|\btherapies lead\b/i;
/** Heads of the old scale stood below today's consultants: III and IV became Band 7. */
const OLD_HEAD = /\bhead (?:occupational therapist |OT )?(?:III|IV|3|4)\b/i;
/** A trainee for a post, or its holder's deputy, stands one stage below. */
const BELOW = /\b(?:trainee|deputy|assistant|aspiring|associate|practice)\b[^,;.]{0,20}$/i;
const ADVANCED =
  /\badvanced\b|\bhighly[\s-]speciali|\bclinical (?:specialist|lead)\b|\b(?:team|practice|service|deputy|operational|professional|clinical|pathway|locality)[\s-]+(?:lead|leader|manager)\b|\bmanager\b|\bleads?\b|\bleader\b|\bpractice consultant\b|\bACP\b/i;
const SENIOR = /\bsenior\b|\bspecialist\b|\bhand therapist\b|\bsenior practitioner\b|\bcase manager\b/i;
const MANAGEMENT =
  /\b(?:assistant |deputy |interim |acting )*(?:team|service|practice|locality|operations)[\s-]+(?:manager|lead|leader)\b|\bsenior practitioner\b|\badvanced (?:clinical )?practitioner\b|\bcase manager\b|\bpractice consultant\b|\bclinical (?:lead|specialist)\b/i;
const THERAPIST = /\b(?:hand|community|paediatric|stroke|specialist|senior|lead) therapist\b/i;

/**
 * The stage that a title or the first line of a post suggests, or null when it names no post of the trade. Support
 * words go before all others ("OT Technical Instructor / Vocational Lead" is Band 4), then consultant, advanced and
 * senior words; a bare title is stage two. Titles are weak evidence: an explicit band goes first.
 */
export function readTitle(text: string): TitleReading | null {
  const support = SUPPORT.exec(text);
  const named = personIn(text) ?? MANAGED_OT.exec(text);
  if (support !== null && !isManagerOfTeam(text, support.index)) {
    return reading('support_worker', named === null ? 'therapy' : 'occupational_therapy', support);
  }
  const consultant = CONSULTANT.exec(text);
  if (consultant !== null) {
    const before = text.slice(Math.max(0, consultant.index - 40), consultant.index);
    const below = BELOW.test(before) || OLD_HEAD.test(text);
    const core = named === null ? 'management' : 'occupational_therapy';
    return reading(below ? 'advanced' : 'consultant', core, consultant);
  }
  const old = OLD_SENIOR.exec(text) ?? OLD_BASIC.exec(text);
  const place = named ?? THERAPIST.exec(text) ?? old ?? MANAGEMENT.exec(text);
  if (place === null) return null;
  const core =
    named !== null ? 'occupational_therapy' : THERAPIST.test(text) || old !== null ? 'therapy' : 'management';
  const near = withoutPeople(segmentAround(text, place.index));
  if (ADVANCED.test(near)) return reading('advanced', core, place);
  if (SENIOR.test(near)) return reading('senior_specialist', core, place);
  return core === 'management' ? null : reading('occupational_therapist', core, place);
}

function reading(stage: Stage, core: TitleReading['core'], match: RegExpExecArray): TitleReading {
  return { stage, core, start: match.index, end: match.index + match[0].length };
}

/** "Assistant team manager, occupational therapy" manages; it does not assist a therapist. */
function isManagerOfTeam(text: string, start: number): boolean {
  return /\bassistant team manager\b/i.test(text.slice(Math.max(0, start - 40), start + 60));
}

/** The words around a title up to the next sentence end or line end; a title seldom reaches further. */
function segmentAround(text: string, place: number): string {
  const from = Math.max(text.lastIndexOf('. ', place), text.lastIndexOf('\n', place), place - 60, 0);
  const stops = [text.indexOf('. ', place), text.indexOf('\n', place), text.length].filter(
    (stop) => stop >= 0,
  );
  return text.slice(from, Math.min(...stops, place + 90));
}

/** People whom the post reports to or works beside say nothing of its own level. */
function withoutPeople(text: string): string {
  return text.replace(
    /\b(?:under|by|with|to|from|for) (?:the|a|an|my|our) [\w\s-]{0,30}?(?:lead|manager|specialist|senior)[\w\s]{0,12}/gi,
    ' ',
  );
}
