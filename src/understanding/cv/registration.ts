import type { PreparedText } from '../prepare-text.js';
import type { RegistrationState, SectionKind } from '../profile.js';
import type { Sentence } from '../sentences.js';
import { HEAD_LINE_MAX, HEAD_LINES } from './headline.js';
import { findNumber, mayHoldNumber, speaksOfForeignRegister } from './registration-number.js';
import { sanctionIn } from './sanctions.js';
import type { TextRange } from '../text-range.js';

/** Registration with the HCPC as an occupational therapist, as the CV claims it. Offsets into the prepared text. */
export interface RegistrationReading {
  readonly state: RegistrationState;
  readonly number: string | null;
  readonly evidence: TextRange | null;
  /** Off the register by a decision of the council's panels, which no later post outweighs. */
  readonly removed: boolean;
  /** Where the text speaks of conditions of practice or a caution that stand, or null. */
  readonly restricted: TextRange | null;
}

const CONTEXT =
  /\b(?:HCPC|HPC|Health (?:and|&) Care Professions?|Health Professions Council|(?<!pre[\s-])(?<!post[\s-])regist(?!rar)\w+|readmi\w+|re-?registr\w+)\b/i;
/** Bodies whose registers are not the one that counts; what a clause says of them says nothing here. */
const OTHER_BODY =
  /\b(?:CORU|AHPRA|HPCSA|NMC|GMC|GPhC|NBCOT|RCOT|BAOT|BABICM|SWE|Social Work England|BIA|AMHP|AMPS|Best Interests?|PVG|DBS|driving|electoral|state registered|SROT|SSSC|NISCC)\b/i;
const RESTORED =
  /\b(?:readmitted|restored|re-?registered|back on the register|rejoined the register|returned to the register)\b/i;
const LAPSED =
  /\b(?:lapsed?|lapsing|was on the (?:HCPC |HPC )?register|(?:came|come|taken|took myself|went) off the (?:HCPC )?register|left the (?:HCPC |HPC )?register|off the register|removed from the (?:HCPC |HPC )?register|voluntar\w+ (?:removal|de-?regist\w+)|de-?registered|no longer (?:on the register|registered)|not (?:currently|at present|now) (?:on the register|registered)|not registered (?:at present|now|currently|at the moment)|registration (?:has |had )?(?:expired|ended|ceased)|previously registered|formerly registered|apply(?:ing)? for readmission|readmission)\b/i;
const PENDING =
  /\b(?:pending|applied for|application (?:sent|submitted|made|in|is|with|lodged|being|under|to be|to go|to follow|will be|follows|once|when)|appl(?:y|ying|ied) (?:for|to)|awaiting|waiting for|await\w*|in (?:the )?process|being processed|not yet (?:on|registered|have|HCPC)|eligible (?:for|to)|due to (?:register|be registered)|will (?:be registered|register)|once (?:registered|i am)|not registered yet|yet to (?:be )?register|expect(?:s|ing|ed)? to (?:join|register|be on|go on)|provisional|expected (?:in|by)|submitted)\b/i;
const NONE =
  /\b(?:not applicable|never (?:been )?registered|not (?:a |HCPC )?registered(?! yet)|am I registered\? no|professional body\?:? no|no (?:HCPC|registration|professional registration)(?! (?:conditions|restrictions|issues|concerns))|not (?:on|with) the (?:HCPC|register)|no need to (?:be )?regist\w+|assistants are not)\b/i;
const CURRENT =
  /\b(?:HCPC|HPC|Health (?:and|&) Care Professions? Council)\b[^.;]{0,40}\b(?:registered|registration|current|member|no\.?|number|reg\b|PIN|renewed)\b|\bregistered (?:with|at) (?:the )?(?:HCPC|HPC|Health)\b|\b(?:HCPC|HPC)[\s-]registered\b|\bon the HCPC register\b/i;

/** Of one's own number: applications for posts, renewals and what else is waited for are no pending registration. */
const NUMBER_PENDING =
  /\b(?:pending|applied for|application|in (?:the )?process|being processed|not yet (?:on|registered|confirmed|active|issued)|provisional|due to (?:register|be registered)|will be registered|(?:yet to|once) (?:be )?registered|awaiting|waiting for)\b/i;
const OTHER_WAIT =
  /\brenew\w+|\bappl\w+ (?:for|to) (?:\w+ ){0,3}(?:posts?|roles?|jobs?|work|positions?|vacanc\w+|bands?)\b|\b(?:references?|visa|start|interview|results?|job|post|supporting|your|this|the) (?:\w+ )?(?:application|pending)|\bapplication of\b/i;

type Said = RegistrationState | 'restored';
type NumberPlace = { readonly value: string | null; readonly place: Sentence };

/**
 * Reads the sentences that speak of the register. Letters and digits of the right form are a number of it where their
 * line, or the one before, speaks of the register, at the head, among the contact lines or below a heading for it.
 */
export function readRegistration(
  prepared: PreparedText,
  sectionAt: (place: number) => SectionKind,
): RegistrationReading {
  const { text, sentences, lines } = prepared;
  let number: NumberPlace | null = null;
  let removed: Sentence | null = null;
  let restricted: Sentence | null = null;
  const said = new Map<Said, Sentence>();
  const note = (state: Said, sentence: Sentence) => {
    if (!said.has(state)) said.set(state, sentence);
  };
  const lineSpeaks = new Set<number>();
  for (const sentence of sentences) {
    const section = sectionAt(sentence.start);
    if (section === 'references') continue;
    const words = text.slice(sentence.start, sentence.end);
    const named = CONTEXT.test(words);
    const line = lines[sentence.line];
    const head = sentence.line < HEAD_LINES && line !== undefined && line.end - line.start <= HEAD_LINE_MAX;
    const announced =
      named || head || section === 'contact' || section === 'registration' || lineSpeaks.has(sentence.line);
    const found =
      mayHoldNumber(words) &&
      (announced || lineSpeaks.has(sentence.line - 1)) &&
      !isBelowForeign(prepared, sentence)
        ? findNumber(words)
        : null;
    const own = found === null ? null : stateOfNumber(words, found.start);
    if (found !== null && own === 'registered') number ??= { value: found.value, place: sentence };
    else if (own !== null) note(own, sentence);
    if (found !== null || named) {
      if (found !== null || !OTHER_BODY.test(words) || /\bHCPC\b/.test(words)) lineSpeaks.add(sentence.line);
    } else if (!lineSpeaks.has(sentence.line)) continue;
    if (found !== null || section === 'registration' || (named && ABOUT_ONESELF.test(words))) {
      const sanction = sanctionIn(words);
      if (sanction === 'removed') removed ??= sentence;
      if (sanction === 'restored') note('restored', sentence);
      if (sanction === 'restricted') restricted ??= sentence;
    }
    readParts(words, (state) => note(state, sentence));
  }
  return { ...decide(number, said, removed), removed: removed !== null && !said.has('restored'), restricted };
}

function isBelowForeign({ text, lines }: PreparedText, { start, end, line }: Sentence): boolean {
  const above = lines[line - 1];
  if (above === undefined || CONTEXT.test(text.slice(start, end))) return false;
  return speaksOfForeignRegister(text.slice(above.start, above.end));
}

/** "HCPC registration suspended", "I was struck off the register". */
const ABOUT_ONESELF = /^\W*(?:HCPC|HPC|registration)\b|\b(?:I|I'm|I've|my)\b/i;

function readParts(words: string, note: (state: Said) => void): void {
  for (const part of words.split(/[;/|]\s?|,\s(?=[A-Z])/)) {
    if (OTHER_BODY.test(part) && !/\bHCPC\b/.test(part)) continue;
    if (RESTORED.test(part)) note('restored');
    else if (LAPSED.test(part)) note('lapsed');
    else if (NONE.test(part) || NONE.test(words)) note('none');
    else if (PENDING.test(part) && CONTEXT.test(words) && !/\brefer|\bpension/i.test(part)) note('pending');
    else if (CURRENT.test(part)) note('registered');
  }
}

/** What the sentence itself says of the number in it. */
function stateOfNumber(words: string, start: number): 'registered' | 'pending' | 'none' {
  if (NONE.test(words) && !RESTORED.test(words)) return 'none';
  let from = 0;
  for (const piece of words.split(/(?<=[;/|,.(])\s?|\s[–—-]\s/)) {
    const at = words.indexOf(piece, from);
    from = at + piece.length;
    const about = CONTEXT.test(piece) || (start >= at && start < from) || ALONE.test(piece);
    const other = OTHER_BODY.test(piece) && !/\bHCPC\b/.test(piece);
    if (about && !other && NUMBER_PENDING.test(piece) && !OTHER_WAIT.test(piece)) return 'pending';
  }
  return 'registered';
}

/** Nothing but that it is on its way. */
const ALONE =
  /^\W*(?:still |currently |now )?(?:pending|applied for|application (?:sent|submitted|made|in|pending|in progress)|in process|being processed|provisional|not yet \w+|await\w* (?:the |my )?(?:confirmation|approval|number|outcome|pin|registration))\W*$/i;

function decide(
  number: NumberPlace | null,
  said: ReadonlyMap<Said, Sentence>,
  removed: Sentence | null,
): Pick<RegistrationReading, 'state' | 'number' | 'evidence'> {
  const value = number?.value ?? null;
  const result = (state: RegistrationState, evidence: Sentence | null | undefined) => ({
    state,
    number: value,
    evidence: evidence ?? null,
  });
  const restored = said.get('restored');
  if (restored === undefined && removed !== null) return result('lapsed', removed);
  if (said.has('lapsed') && restored === undefined) return result('lapsed', said.get('lapsed'));
  if (number !== null) return result('registered', number.place);
  if (said.has('pending')) return result('pending', said.get('pending'));
  if (said.has('none')) return result('none', said.get('none'));
  const claimed = said.get('registered') ?? restored;
  return claimed === undefined ? result('not_evidenced', null) : result('registered', claimed);
}
