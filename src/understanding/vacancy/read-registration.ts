import type { PreparedText } from '../prepare-text.js';
import type { Found } from './found.js';
import type { AdvertSentence } from './parts.js';

const NAMES_REGISTER =
  /\b(hcpc|health (and|&) care professions council|(state|professional|current) registration|(getting|get|gaining|await\w+) (their|your|the) registration|registered (as an )?occupational therapist|registered ot)\b/i;
/** "Set by a registered occupational therapist": whom the post works with, and not what its holder must be. */
const COLLEAGUE =
  /\b(by|under|from|with|to|of|alongside|assist\w*|support\w*) ((a|an|the|our|your|qualified|senior) )*registered (occupational therapists?|ots?)\b/gi;
const NOT_NEEDED =
  /\b((hcpc|professional)( \w+)? (is |are )?(not|isn't) (needed|required|necessary)|(don't|do not|no) need( for)? (an? )?(professional|hcpc)|(does not|doesn't|do not|don't|won't) (need|require) (\w+ )?registration|no (hcpc|professional) registration)\b/i;
const PENDING =
  /\b(appl(ied|ying) (for|to)|application|awaiting|pending|about to (qualify|register)|students? (in|who|about)|due to (qualify|register)|eligib\w+|before (you )?start|(expected|due|in place|obtained|through) (by|before|in time for) (the|your|a) start|(un)?til your (number|registration|pin) (comes|is)|working towards registration|(last|final) stages? of)\b/i;
const NO_PENDING =
  /\b(no|not|without) (\w+ ){0,3}(pending|awaiting)|already (registered|on the register)|pending (is|are|will) not/i;

export interface RegistrationDemand {
  /** Null: the text does not say. */
  readonly required: Found<boolean> | null;
  /** The sentence that lets people start before their registration has come through, or null. */
  readonly pendingAccepted: Found<boolean> | null;
}

/** What the advert says about registration with the Health and Care Professions Council. */
export function readRegistration(
  prepared: PreparedText,
  sentences: readonly AdvertSentence[],
): RegistrationDemand {
  let required: Found<boolean> | null = null;
  let pendingAccepted: Found<boolean> | null = null;
  for (const sentence of sentences) {
    if (sentence.role === 'aside' || sentence.role === 'heading') continue;
    const text = prepared.text.slice(sentence.start, sentence.end).replace(COLLEAGUE, ' ');
    const { start, end } = sentence;
    if (NOT_NEEDED.test(text)) return { required: { value: false, start, end }, pendingAccepted: null };
    if (!NAMES_REGISTER.test(text) || sentence.role === 'excluded') continue;
    required ??= { value: true, start, end };
    if (PENDING.test(text) && !NO_PENDING.test(text)) pendingAccepted ??= { value: true, start, end };
  }
  return { required, pendingAccepted };
}
