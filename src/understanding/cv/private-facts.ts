import type { Clause } from './clauses.js';
import type { SentenceView } from './sentence-view.js';
import { matchesOf } from '../matches-of.js';
import { withoutFactsOfClients } from './facts-of-clients.js';

/** What stands around a sentence, as far as it tells of whom a bare condition is said; looked up on demand. */
export interface SentencePlace {
  /** Among experience, skills or training, or in the description of a post. */
  readonly working: () => boolean;
  /** Where the sentence names fields, settings and tasks of the work. Offsets into the sentence. */
  readonly fields: () => readonly Clause[];
}

const NOWHERE: SentencePlace = { working: () => false, fields: () => [] };

/**
 * The parts of a sentence that are about the person and not about the work: health, family, age, origin, faith, union.
 * They must not reach the profile at all, neither as evidence nor against anybody (Equality Act 2010, ss. 4–12, 39, 55,
 * 60). A family fact holds until the sentence speaks of the writer again: "my brother, who had early-onset dementia".
 * A condition alone is a field of work where the work is told, or in a list with other fields.
 */
export function privateParts(
  { text, clauses }: SentenceView,
  place: SentencePlace = NOWHERE,
): readonly Clause[] {
  const suspected = ALWAYS.test(text);
  const plain = suspected ? withoutFactsOfClients(text) : text;
  const always = suspected && ALWAYS.test(plain);
  const conditionNamed = CONDITIONS.test(text);
  const familyNamed = FAMILY.test(text) && !/occupational therap|\bOTs?\b/i.test(text);
  const faithNamed = FAITH.test(text) || ORIGIN.test(text);
  if (!always && !conditionNamed && !familyNamed && !faithNamed) return [];
  if (conditionNamed && OWN_HEALTH.test(text) && !WORK_VERB.test(text))
    return [{ start: 0, end: text.length }];
  const parts: Clause[] = [];
  let still = false;
  // What the law keeps out begins at the sentence's beginning and ends only where a clause speaks of work.
  let personal = always;
  for (const piece of clauses.flatMap((clause) => piecesOf(text, clause))) {
    const words = text.slice(piece.start, piece.end);
    if (always) personal = ALWAYS.test(plain.slice(piece.start, piece.end)) || !WORK.test(words);
    const family = familyNamed && FAMILY.test(words);
    still = family || (still && !/^\W*(?:so |and |but )?(?:I|I'm|I've|we)\b/.test(words));
    const ofWork = WORK.test(words);
    const health = !ofWork && HEALTH_FACT.test(words) && !isField(text, piece, place);
    const bare = health || (!ofWork && (FAITH.test(words) || ORIGIN.test(words)));
    if (personal || still || bare) parts.push(piece);
  }
  return parts;
}

/** "Hand surgery" among the skills, "stroke, amputees, autism": the conditions of clients. */
function isField(text: string, { start, end }: Clause, { working, fields }: SentencePlace): boolean {
  if (OF_ONESELF.test(text)) return false;
  return (
    working() ||
    fields().some(
      (field) =>
        (field.end <= start || field.start >= end) && !CONDITIONS.test(text.slice(field.start, field.end)),
    )
  );
}

/** The writer, or time away from work. */
const OF_ONESELF =
  /\b(?:I|I'm|I've|me|my|myself|own|break|recover\w*|recuperat\w*|off work|absen\w+|gap|illness|sick\w*|diagnosed|suffer\w*|personal|severe|mild|well[\s-]controlled|(?:19|20)\d\d)\b/i;

const PIECE_ENDS = /,\s|\s(?=when\b|until\b)/g;

function piecesOf(text: string, { start, end }: Clause): readonly Clause[] {
  const pieces: Clause[] = [];
  let from = start;
  for (const match of matchesOf(PIECE_ENDS, text.slice(start, end))) {
    pieces.push({ start: from, end: start + match.index });
    from = start + match.index + match[0].length;
  }
  pieces.push({ start: from, end });
  return pieces;
}

const CONDITION =
  '(?:dyslexi\\w*|dyspraxi\\w*|adhd|autis\\w+|neurodiver\\w+|asthma\\w*|diabet\\w*|epilep\\w*|arthritis|depress\\w+|anti-?depressants?|anxiety|bipolar|hearing (?:aids?|loss|impair\\w+)|deaf\\w*|cochlear|blind|sight loss|stammer\\w*|stutter\\w*|ehlers|endometriosis|coeliac|celiac|crohn\\w*|colitis|cancer|multiple sclerosis|migraines?|fibromyalgia|lupus|sickle cell|hiv|thyroid\\w*|long covid|chronic fatigue|me/cfs|screen reader|guide dog|prosthe\\w+|amput\\w+|surgery|hysterectomy|transplant|chemotherapy|sit-stand desk|panic attacks?|eating disorder|ptsd|ocd|breakdown|burnout|menopause|insulin|inhaler|medication|wheelchair user)';
const ALWAYS =
  /\b(?:date of birth|d\.?o\.?b\.?\b|marital status|married|divorced|widow(?:ed|er)?|civil partner\w*|single (?:mum|mother|parent|dad|father)|maternity|paternity|parental leave|IVF|miscarriage|pregnan\w+|trade union|union (?:rep|steward|member)|unison (?:rep|steward|member)|nationality|citizen(?:ship)?|passport|visa|settled status|pre-settled|right to work|work permit|eligible to work|sponsorship|first language|mother tongue|native (?:speaker|language)|gender (?:identity|reassign\w*)|transgender|non-binary|sexual orientation|ethnicity|ethnic origin|compassionate leave|bereave\w+ leave|away from work|sick leave|off sick with|years old|year-old (?:son|daughter|child)|shielding|shielded)\b|\b(?:I am|I'm|aged|age:?)\s(?:now\s|only\s)?(?:\d{2}\b(?!\s?(?:hours|%|days|months|weeks))|(?:twenty|thirty|forty|fifty|sixty|seventy)\b)|^\s*aged \d|\b(?:was |were )?born (?:in|on|and)\b|-born\b(?<=\b[a-z]{2,}-born)/i;
const FAMILY =
  /\b(?:my|our) (?:late |elderly |own |then |first |second |third |youngest |eldest )?(?:husband|wife|partner|spouse|fianc\w+|mother|father|mum|dad|parents?|brother|sister|sons?|daughters?|child(?:ren)?|kids|family|grand\w+|nan|cousin|aunt|uncle|in-laws?|youngest|eldest|baby|twins|boys|girls)\b|\b(?:two|three|four|five|six|one|\d) (?:grown |grown-up |teenage |young |small |adult |school-age )?(?:sons?|daughters?|kids|boys|girls)\b|^\W*(?:two|three|four|five|one|\d) (?:\w+ )?children\b|\b(?:mum|mother|dad|father|parent) (?:of|to) (?:a|an|two|three|four|one|\d)\b|\bcar(?:er|ed|ing) (?:to|for|of) (?:both |my|an? (?:relative|parent|grand\w+)|our)\b/i;
const FAITH =
  /\b(?:muslim|islam\w*|christian\w*|catholic|anglican|jewish|hindu\w*|sikh\w*|buddhis\w+|quaker|methodist|baptist|evangelical|pentecostal|church|chapel|mosque|synagogue|gurdwara|parish|jummah|ramadan|franciscan|missionary|religio\w+|atheist)\b/i;
const ORIGIN =
  /\b(?:immigra\w+|emigrat\w+|refugee|asylum|fluent in|bilingual|languages?(?: spoken)?:?\s[A-Z])|\b(?:british|irish|polish|indian|nigerian|filipino|zimbabwean|south african|australian|portuguese|spanish|ghanaian|kenyan|pakistani|bangladeshi|romanian|italian|german|french|american|canadian|jamaican) (?:and|national|by birth)\b|^\W*(?:i am |i'm )?(?:british|irish|polish|indian|nigerian|english|scottish|welsh)\W*$/i;
const CONDITIONS = new RegExp(
  `\\b(?:${CONDITION}|wheelchair|disabled|disabilit\\w+|health|condition|illness|diagnosis)\\b`,
  'i',
);
/** A condition as a remark of its own, without anything of work beside it. */
const HEALTH_FACT = new RegExp(`^\\W*(?:[A-Z]?\\w+[\\s,-]+){0,3}${CONDITION}\\b`, 'i');
const OWN_HEALTH = new RegExp(
  `\\b(?:I|I'm|I've)\\s(?:am|have|had|take|took|use|used|wear|live|lived|was|suffer\\w*|manage)?\\s?(?:\\w+[\\s,'-]+){0,6}?(?:${CONDITION}|wheelchair since|(?:a |an )?wheelchair user|wheelchair on some)\\b|\\bI(?:'m| am| have| was)\\s(?:\\w+\\s){0,2}(?:registered )?(?:disabled(?! (?:facilit|people|adult|child))|disabilit\\w+)\\b|\\bmy (?:own )?(?:${CONDITION}|disabilit\\w+|health|condition|illness|diagnosis)\\b`,
  'i',
);
const WORK =
  /\b(?:patients?|clients?|service users?|people|residents|adults with|children with|caseload|ward|team|clinic|assess\w*|treat\w*|therap\w+|rehab\w*|experience|training|course|module|placement|service|group|pathway|project|equipment|adaptation\w*|worked|support\w*|rotat\w+)\b/i;
const WORK_VERB =
  /\b(?:patients?|clients?|service users?|people with|residents|adults with|children with|caseload|ward|assess\w*|treat\w*|rehab\w*|experience|training|course|module|special interest|worked|supported|knowledge|delivered|ran|led|see|run|lead|specialis\w+|audit|study|research|pathway|clinic)\b/i;
