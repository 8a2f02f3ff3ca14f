import type { PartKind } from './headings.js';
import type { SentenceRole } from './parts.js';

/** Says of something that it is not needed, not offered or not what the post is. */
const EXCLUDED =
  /\b(not (needed|required|necessary|a \w+ (\w+ )?post|a first post|suitable)|(don't|do not|won't|will not) (need|require|have to)|need not|isn't (needed|required|essential)|no need|not essential|can't offer|cannot offer|no (caseload|personal care|experience|weekend|on[- ]call)|without managing|(do|does) not (provide|include)|as we (do not|don't))\b/i;

/** How to apply, whom to ask, what one is paid with, what employers say of themselves. */
const ASIDE =
  /\b(closing date|closes? (on|at|early)|interviews? (will|in|on|by|week|the|w\/c|date|includes?)|applications? (by|from|will|are)|^to apply|how to apply|apply (now|today|by|on|via|through|online)|informal (chat|visit|discussion|conversation)|(for|a) (chat|conversation)|contact (us|me|details|:)|happy to (talk|chat|discuss|answer)|ring you back|visits? (is|are) (encouraged|welcome)|send (your |us )?(cvs?|applications?)|ask for [A-Z]|please (call|ring|email|contact|speak|talk to us)|ext\.? ?\d|pension|annual leave|days'? (of )?leave|parking|salary sacrifice|childcare|(a|on[- ]site) nursery|cycle (scheme|to work)|wellbeing support|lease cars?|relocation|welcome (payment|bonus)|hcpc fee|refer a friend|we (pay|offer|guarantee|are proud|are committed|were one|employ|also have)|we're proud|(you('ll| will| would) (be )?(have|get|receive|given|supported|supervised|professionally supervised))( \w+){0,4} (supervis\w+|induction|buddy|mentor|supervisor|preceptorship|training|cpd|support)|your (principal|manager|line manager|team manager|supervisor)|disability confident|staff benefits|living wage|staff networks?|guarantee an interview|equal opportunit\w+|rated (good|outstanding)|long-listing|cvs? (to|are)|references covering|will consider|enhanced dbs|dbs (check|is|will)|subject to (an? |the |usual |our |\w+ )*(enhanced|satisfactory|dbs|disclosure|references?|pre-employment|occupational health|clearances?|checks?|two)|rehabilitation of offenders|right to work|sponsorship)\b/i;

/** A number, an address, or a line that begins with whom to ask. */
const CONTACT =
  /\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b|\S@\S+\.\w|^(informal \w+|enquir\w+|questions?|contact|interviews?|((hiring|recruiting|line) )?manager)\b[^.]{0,12}[:?]/i;
/** A person to ring or write to: "call Jo Fell". */
const CONTACT_PERSON =
  /^[Cc]ontact \p{Lu}|\b(call|ring|email|phone|speak (to|with)|talk to|contact) \p{Lu}\p{Ll}[\p{L}'’-]*(,| \p{Lu}\p{Ll}| on | at |\.?$)/u;

/** A field of the form that a jobs site fills in. */
const FACT =
  /^(contract|salary|pay|site|base|based|location|hours|ref|reference|job ref|job type|closing|closing date|band|grade|department|employer|town|working pattern|start|start date|interview date|reports to|accountable to|responsible to)( type)?\s*:/i;

const WANTS =
  /\b(desirable|advantage(ous)?|bonus|we('d| would)( also)? (like|love|welcome|be (interested|pleased|glad))|we would be (pleased|interested)|we hope (for|that)|i'd be glad|ideally|preferabl[ey]|preferred|nice to have|would be (good|great|useful|helpful|welcome|an asset)|(would|will) help if|, excellent|beneficial|interested in people who)\b/i;

const MUST =
  /\b(you('ll| will| would)? (need|must|require)|you should (have|be|hold)|you('ll| will) (be an? (registered|qualified|experienced)|have(?! (your own|an? (\w+ ){0,2}(caseload|list|clinic)|responsib\w+|the (chance|opportunity)|access|time|clinical governance duties))|know)|must (have|be|hold|show)|we (need|require|want) (an?|someone|somebody|people|you)|we('re| are) (looking|seeking)|looking for (an?|someone|somebody)|essential|required|at least (\d+|an?|one|two|three|six|twelve|eighteen) (years?|months?)|minimum of|need from you|do you have|the (ideal|successful) (candidate|applicant)|applicants? (must|should|will)|experience (of|in|with)|ability to|able to|knowledge of)\b/i;

/** Strong enough to be read even amid benefits and boilerplate. */
const STRONG_MUST =
  /\b(you must|must (have|be|hold)|it is essential|essential (that|for|requirement)|is essential|are essential|you('ll| will) need)\b/i;

/** What a sentence does, from its own words and the part it stands in. */
export function senseOf(text: string, part: PartKind, bullet: boolean): SentenceRole {
  if (EXCLUDED.test(text)) return 'excluded';
  if (part === 'header') return 'title';
  if (FACT.test(text)) return 'aside';
  const strong = STRONG_MUST.test(text);
  if (isAside(text) && !strong) return 'aside';
  if (part === 'aside') return strong && !isAside(text) ? 'must' : 'aside';
  if (part === 'wants' && /\bessential\b/i.test(text) && !WANTS.test(text)) return 'must';
  if (part === 'wants' || WANTS.test(text)) return 'wants';
  if (part === 'must') return 'must';
  if (part === 'duties') return strong ? 'must' : 'duties';
  if (MUST.test(text) && !/^(our|the|this) /i.test(text)) return 'must';
  return bullet || DOES.test(text) ? 'duties' : 'context';
}

function isAside(text: string): boolean {
  return ASIDE.test(text) || CONTACT.test(text) || CONTACT_PERSON.test(text);
}

/** Speaks of what the person in the post will do. */
const DOES =
  /\b(you('ll| will|'d| would)|the post( |-)?holder|the successful candidate|your|we'll ask you)\b/i;
