import type { PreparedText } from '../prepare-text.js';
import type { RegistrationState } from '../profile.js';
import type { Sentence } from '../sentences.js';

/** Registration with the HCPC as an occupational therapist, as the CV claims it. Offsets into the prepared text. */
export interface RegistrationReading {
  readonly state: RegistrationState;
  readonly number: string | null;
  readonly evidence: { readonly start: number; readonly end: number } | null;
}

/**
 * Letters of the profession and up to six digits; CVs show four to six. Source: hcpc-uk.org, "How to check". Letters in
 * place of the last digits are a number that was made unreadable; years behind a title ("Principal OT 2012-18") are none.
 */
const NUMBER =
  /(?<![A-Za-z0-9])OT[\s:#-]{0,2}(?!(?:19|20)\d{2}\s?(?:[-–—/]|to\b))(\d{4,6}|\d{2,3} \d{3})(?![\dA-Za-z])|(?<![A-Za-z0-9])OT\d{1,4}[xX*]{1,5}(?![\dA-Za-z])/;
const CONTEXT =
  /\b(?:HCPC|HPC|Health (?:and|&) Care Professions?|Health Professions Council|(?<!pre[\s-])(?<!post[\s-])regist(?!rar)\w+|readmi\w+|re-?registr\w+)\b/i;
/** Bodies whose registers are not the one that counts; what a clause says of them says nothing here. */
const OTHER_BODY =
  /\b(?:CORU|AHPRA|HPCSA|NMC|GMC|GPhC|NBCOT|RCOT|BAOT|BABICM|SWE|Social Work England|BIA|AMHP|AMPS|Best Interests?|PVG|DBS|driving|electoral|state registered|SROT|SSSC|NISCC)\b/i;
const RESTORED =
  /\b(?:readmitted|restored|re-?registered|back on the register|rejoined the register|returned to the register)\b/i;
const LAPSED =
  /\b(?:lapsed?|lapsing|was on the (?:HCPC |HPC )?register|(?:came|come|taken|took myself|went) off the (?:HCPC )?register|left the register|off the register|removed from the register|voluntar\w+ (?:removal|de-?regist\w+)|de-?registered|no longer (?:on the register|registered)|not (?:currently|at present|now) (?:on the register|registered)|not registered (?:at present|now|currently|at the moment)|registration (?:has |had )?(?:expired|ended|ceased)|previously registered|formerly registered|apply(?:ing)? for readmission|readmission)\b/i;
const PENDING =
  /\b(?:pending|applied for|application (?:sent|submitted|made|in|is|with|lodged|being|under|to be|to go|to follow|will be|follows|once|when)|appl(?:y|ying|ied) (?:for|to)|awaiting|waiting for|await\w*|in (?:the )?process|being processed|not yet (?:on|registered|have)|eligible (?:for|to)|due to (?:register|be registered)|will (?:be registered|register)|once (?:registered|i am)|not registered yet|yet to (?:be )?register|expect(?:s|ing|ed)? to (?:join|register|be on|go on)|provisional|expected (?:in|by)|submitted)\b/i;
const NONE =
  /\b(?:not applicable|never (?:been )?registered|not (?:a |HCPC )?registered(?! yet)|am I registered\? no|professional body\?:? no|no (?:HCPC|registration|professional registration)|not (?:on|with) the (?:HCPC|register)|no need to (?:be )?regist\w+|assistants are not)\b/i;
const CURRENT =
  /\b(?:HCPC|HPC|Health (?:and|&) Care Professions? Council)\b[^.;]{0,40}\b(?:registered|registration|current|member|no\.?|number|reg\b|PIN|renewed)\b|\bregistered (?:with|at) (?:the )?(?:HCPC|HPC|Health)\b|\b(?:HCPC|HPC)[\s-]registered\b|\bon the HCPC register\b/i;

/** Reads the sentences that speak of the register; a number counts wherever the text speaks of it. */
export function readRegistration(
  prepared: PreparedText,
  silent: (sentence: Sentence) => boolean,
): RegistrationReading {
  const { text, sentences } = prepared;
  let number: { value: string | null; place: Sentence } | null = null;
  const said = new Map<RegistrationState | 'restored', Sentence>();
  const note = (state: RegistrationState | 'restored', sentence: Sentence) => {
    if (!said.has(state)) said.set(state, sentence);
  };
  const lineSpeaks = new Set<number>();
  sentences.forEach((sentence) => {
    if (silent(sentence)) return;
    const words = text.slice(sentence.start, sentence.end);
    const match = NUMBER.exec(words);
    if (match !== null)
      number ??= { value: match[1] === undefined ? null : `OT${match[1].replace(' ', '')}`, place: sentence };
    if (match !== null || CONTEXT.test(words)) lineSpeaks.add(sentence.line);
    else if (!lineSpeaks.has(sentence.line)) return;
    for (const part of words.split(/[;/|]\s?|,\s(?=[A-Z])/)) {
      if (OTHER_BODY.test(part) && !/\bHCPC\b/.test(part)) continue;
      if (RESTORED.test(part)) note('restored', sentence);
      else if (LAPSED.test(part)) note('lapsed', sentence);
      else if (NONE.test(part) || NONE.test(words)) note('none', sentence);
      else if (PENDING.test(part) && CONTEXT.test(words) && !/\brefer|\bpension/i.test(part))
        note('pending', sentence);
      else if (CURRENT.test(part)) note('registered', sentence);
    }
  });
  return decide(number, said);
}

function decide(
  number: { value: string | null; place: Sentence } | null,
  said: ReadonlyMap<RegistrationState | 'restored', Sentence>,
): RegistrationReading {
  const value = number?.value ?? null;
  const result = (state: RegistrationState, evidence: Sentence | null | undefined): RegistrationReading => ({
    state,
    number: value,
    evidence: evidence ?? null,
  });
  const restored = said.get('restored');
  if (said.has('lapsed') && restored === undefined) return result('lapsed', said.get('lapsed'));
  if (number !== null) return result('registered', number.place);
  if (said.has('pending')) return result('pending', said.get('pending'));
  if (said.has('none')) return result('none', said.get('none'));
  const claimed = said.get('registered') ?? restored;
  return claimed === undefined ? result('not_evidenced', null) : result('registered', claimed);
}
