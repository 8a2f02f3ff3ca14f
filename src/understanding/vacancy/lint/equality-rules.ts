import { SOURCES } from './sources.js';
import type { WordingRule } from './wording-rule.js';

/** People whom the service is for; their age and sex may well be named. */
const CLIENTS = String.raw`(?:people|persons?|adults?|child\w*|clients?|patients?|service users?|residents?|carers?|offenders?|men|women|boys?|girls?|males?|females?|referrals|pupils|students|populations?|members of the public)`;
const PERSON = String.raw`(?:candidates?|applicants?|therapists?|ots?|assistants?|professionals?|individuals?|clinicians?|practitioners?|staff|person|team members?|graduates?|worker|workforce|team|company)`;
const YEARS = String.raw`years?['’]?`;
const NUMBER = String.raw`(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)`;
const EXPERIENCE = String.raw`(?: of)?(?: [\w-]+){0,4} (?:experience|qualified|qualification|registration|practice)`;

/** Age, sex, race, religion and family: Equality Act 2010. */
export const EQUALITY_RULES: readonly WordingRule[] = [
  {
    code: 'age',
    kind: 'likely_unlawful',
    pattern: new RegExp(
      String.raw`\b(?:young|youthful)(?:,? (?:and )?(?:dynamic|vibrant|energetic|ambitious|enthusiastic|lively|keen|fun|motivated|hungry))*,? ${PERSON}\b|\bmature (?:person|candidate|individual|applicant|lady|woman|man)s?\b|\bdigital natives?\b|\b(?:no older than|maximum age|upper age limit of|under the age of|(?:must|should) be (?:aged|between|under|over) )\W*\d{0,2}\b|\b(?:applicants?|candidates?|you) (?:must |should |will )?(?:be |are )?(?:aged|between the ages of|under \d{2}|over (?:[3-6]\d))\b|\bschool[- ]leavers? only\b`,
      'i',
    ),
    unless: new RegExp(
      String.raw`\byoung ${CLIENTS}\b(?!.*\byoung ${PERSON}\b)|\b${CLIENTS} (?:who are |over |under |aged )|\bcaseload\b`,
      'i',
    ),
    why: 'Asking for people of an age treats others less favourably because of theirs.',
    source: SOURCES.agencies,
    suggestion:
      'Say what the work asks for, for example "enthusiastic" or "ready to learn", and leave age out.',
  },
  {
    code: 'age_recent_graduate',
    kind: 'unwise',
    pattern:
      /\b(?:recent|new|fresh|latest) (?:OT |university |therapy )?graduates?\b|\brecently graduated\b|\bfresh(?:ly)? (?:out of|from) (?:university|college|uni|education)\b|\bgraduated (?:in|since|within|after) (?:the last )?\w+/i,
    why: 'Recent graduates are mostly young, so that the words put older people who qualify late at a disadvantage.',
    source: SOURCES.indirect,
    suggestion: 'Write "newly qualified therapists are welcome", whatever their age.',
  },
  {
    code: 'age_experience_cap',
    kind: 'likely_unlawful',
    pattern: new RegExp(
      String.raw`\b(?:no more than|not more than|a maximum of|maximum|max|up to|less than|fewer than|under) ${NUMBER} ${YEARS}${EXPERIENCE}|\b(?:between )?${NUMBER} ?(?:-|–|to|and) ?${NUMBER} ${YEARS}${EXPERIENCE}`,
      'i',
    ),
    unless: /\b(?:benefit|leave|pension|salary|pay point|increment)/i,
    why: 'A ceiling on years of experience shuts out older people without saying what the work needs.',
    source: SOURCES.indirect,
    suggestion:
      'Name the skills and the level, for example "able to hold a complex caseload", without an upper limit.',
  },
  {
    code: 'age_long_experience',
    kind: 'unwise',
    pattern: new RegExp(
      String.raw`\b(?:at least|minimum(?: of)?|over|more than|not less than) (?:[5-9]|[1-4]\d|five|six|seven|eight|nine|ten|twelve|fifteen|twenty) ${YEARS}${EXPERIENCE}|\b(?:[5-9]|[1-4]\d)\+ ${YEARS}${EXPERIENCE}`,
      'i',
    ),
    unless:
      /\b(company|companies|organisation|trust|provider|employer|group|charity|council|established|we|our)\b/i,
    why: 'Many years asked for as such keep out younger people, and women who took time out, and need a reason.',
    source: SOURCES.indirect,
    suggestion: 'Say what the person must have done, for example "has led a service", in place of how long.',
  },
  {
    code: 'sex',
    kind: 'likely_unlawful',
    pattern:
      /\b(?:male|female)s? (?:OTs?|occupational therap\w+|therap\w+|assistants?|candidates?|applicants?|staff member|only|preferred|worker)\b|\b(?:men|women|males|females|ladies|girls) only\b|\b(?:must|should) be (?:a )?(?:male|female|man|woman)\b|\b(?:lady|gentleman|girl|handyman|craftsman|manageress|matronly|foreman|salesman)\b|\b(?<!\bshe or )(?<!\bshe\/)he will (?:be|have|need|lead|manage|join)\b|\b(?<!\bhe or )(?<!\bhe\/)she will (?:be|have|need|lead|manage|join)\b/i,
    unless: /\b(?:occupational requirement|schedule 9|(?:s?he) (?:or|\/) ?s?he)\b/i,
    why: 'Asking for one sex is direct discrimination unless it is a genuine occupational requirement.',
    source: SOURCES.occupationalRequirement,
    suggestion:
      'Use "you" or "they"; where the sex matters for intimate care, name the occupational requirement.',
  },
  {
    code: 'family',
    kind: 'likely_unlawful',
    pattern:
      /\b(?:no|without|free (?:of|from)|not have) (?:any )?(?:family|childcare|caring|domestic) (?:commitments?|ties|responsibilit\w+)|\b(?:not|isn't) (?:be )?(?:pregnant|planning (?:a family|to start a family))|\b(?:single|unmarried|married) (?:person|people|candidates?|applicants?|only|man|woman)\b/i,
    why: 'Family, marriage and pregnancy must not count for or against anybody who applies.',
    source: SOURCES.applicants,
    suggestion: 'Name the hours and shifts of the post and say that flexible working can be talked about.',
  },
  {
    code: 'nationality',
    kind: 'likely_unlawful',
    pattern:
      /\b(?:british|uk|english|eu|european) (?:nationals?|citizens?|passport[- ]holders?|born|candidates?|applicants?)(?: only\b)?|\b(?:must|should|need to) be (?:british|english|a (?:uk|british) (?:national|citizen))\b|\b(?:no|not (?:accepting|suitable for|open to)) (?:overseas|foreign|international|non[- ](?:uk|british|eu))\b|\b(?:overseas|foreign|international)(?:ly[- ]trained)? (?:candidates?|applicants?|therapists?|OTs?|nurses?) (?:need not|should not|cannot|will not|must not|are not)|\b(?:uk|british)[- ](?:trained|qualified|educated)(?: \w+){0,2} only\b|\b(?:only|must be) (?:uk|british)[- ](?:trained|qualified|educated)\b/i,
    unless: /\b(?:as well as|including|and|or) (?:overseas|international)\b|\bwelcome\b/i,
    why: 'Race includes nationality and national origin; the right to work and registration are all that may be asked.',
    source: SOURCES.race,
    suggestion:
      'Write "HCPC registered, with the right to work in the UK"; it is checked after the offer, for everybody alike.',
  },
  {
    code: 'native_english',
    kind: 'likely_unlawful',
    pattern:
      /\bnative(?:[- ]level)? (?:english(?: speak\w+)?|speak\w+)|\benglish (?:as|is) (?:a |an |the |your |their )?(?:first|native|mother)\b|\b(?:english )?mother[- ]tongue\b|\b(?:first|native) language (?:must be |is |of )?english\b|\b(?:no|without an?y?|neutral) (?:strong |foreign )?accents?\b/i,
    why: 'How somebody came by their English is a matter of origin; how well they speak and write it is what counts.',
    source: SOURCES.indirect,
    suggestion: 'Write "able to speak and write English clearly with clients and colleagues".',
  },
  {
    code: 'uk_experience',
    kind: 'unwise',
    pattern:
      /\b(?:uk|british) (?:work |clinical |nhs )?experience (?:is )?(?:essential|required|necessary|a must|only|needed)\b|\bmust have (?:\w+ ){0,3}(?:uk|british) (?:\w+ )?experience\b/i,
    why: 'Experience in this country as such keeps out people trained abroad, and has to be needed for the work.',
    source: SOURCES.indirect,
    suggestion:
      'Name what has to be known, for example "a working knowledge of the Care Act", however it was gained.',
  },
  {
    code: 'religion',
    kind: 'likely_unlawful',
    pattern:
      /\b(?:must|should|need to) be (?:an? )?(?:practising |committed |active )?(?:christian|catholic|muslim|jewish|hindu|sikh|buddhist|evangelical)\b|\b(?:practising|committed) (?:christian|catholic|muslim|jew|hindu|sikh|buddhist)s? (?:only|preferred)\b/i,
    unless: /\boccupational requirement\b/i,
    why: 'Asking for a religion is direct discrimination unless it is a genuine occupational requirement.',
    source: SOURCES.occupationalRequirement,
    suggestion: 'Ask for respect for the ethos of the organisation, or name the occupational requirement.',
  },
];
