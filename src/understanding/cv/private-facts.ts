/**
 * Sentences about the person and not about the work: health, family, age, origin, faith, union. They must not reach
 * the profile at all (Equality Act 2010, ss. 4–12, 39, 55, 60), neither as evidence nor against anybody.
 */
export function isPrivate(sentence: string): boolean {
  if (ALWAYS.test(sentence)) return true;
  if (FAMILY.test(sentence) && !/occupational therap|\bOTs?\b/i.test(sentence)) return true;
  if (!WORK.test(sentence) && (FAITH.test(sentence) || HEALTH_FACT.test(sentence) || ORIGIN.test(sentence)))
    return true;
  return OWN_HEALTH.test(sentence) && !WORK_VERB.test(sentence);
}

const CONDITION =
  '(?:dyslexi\\w*|dyspraxi\\w*|adhd|autis\\w+|neurodiver\\w+|asthma\\w*|diabet\\w*|epilep\\w*|arthritis|depress\\w+|anti-?depressants?|anxiety|bipolar|hearing (?:aids?|loss|impair\\w+)|deaf\\w*|cochlear|blind|sight loss|stammer\\w*|stutter\\w*|ehlers|endometriosis|coeliac|celiac|crohn\\w*|colitis|cancer|multiple sclerosis|migraines?|fibromyalgia|lupus|sickle cell|hiv|thyroid\\w*|long covid|chronic fatigue|me/cfs|screen reader|guide dog|prosthe\\w+|amput\\w+|surgery|hysterectomy|transplant|chemotherapy|sit-stand desk|panic attacks?|eating disorder|ptsd|ocd|breakdown|burnout|menopause|insulin|inhaler|medication|wheelchair user)';
const ALWAYS =
  /\b(?:date of birth|d\.?o\.?b\.?\b|marital status|married|divorced|widow(?:ed|er)?|civil partner\w*|single (?:mum|mother|parent|dad|father)|maternity|paternity|parental leave|IVF|miscarriage|pregnan\w+|trade union|union (?:rep|steward|member)|unison (?:rep|steward|member)|nationality|citizen(?:ship)?|passport|visa|settled status|pre-settled|right to work|work permit|eligible to work|sponsorship|first language|mother tongue|native (?:speaker|language)|gender (?:identity|reassign\w*)|transgender|non-binary|sexual orientation|ethnicity|ethnic origin|compassionate leave|bereave\w+ leave|away from work|sick leave|off sick with|years old|year-old (?:son|daughter|child)|shielding|shielded)\b|\b(?:I am|I'm|aged|age:?)\s(?:now\s|only\s)?(?:\d{2}\b(?!\s?(?:hours|%|days|months|weeks))|(?:twenty|thirty|forty|fifty|sixty|seventy)\b)|^\s*aged \d|\b(?:was |were )?born (?:in|on|and)\b|\b[A-Z][a-z]+-born\b/i;
const FAMILY =
  /\b(?:my|our) (?:late |elderly |own |then |first |second |third |youngest |eldest )?(?:husband|wife|partner|spouse|fianc\w+|mother|father|mum|dad|parents?|brother|sister|sons?|daughters?|child(?:ren)?|kids|family|grand\w+|nan|cousin|aunt|uncle|in-laws?|youngest|eldest|baby|twins|boys|girls)\b|\b(?:two|three|four|five|six|one|\d) (?:grown |grown-up |teenage |young |small |adult |school-age )?(?:sons?|daughters?|kids|boys|girls)\b|^\W*(?:two|three|four|five|one|\d) (?:\w+ )?children\b|\b(?:mum|mother|dad|father|parent) (?:of|to) (?:a|an|two|three|four|one|\d)\b|\bcar(?:er|ed|ing) (?:to|for|of) (?:both |my|an? (?:relative|parent|grand\w+)|our)\b/i;
const FAITH =
  /\b(?:muslim|islam\w*|christian\w*|catholic|anglican|jewish|hindu\w*|sikh\w*|buddhis\w+|quaker|methodist|baptist|evangelical|pentecostal|church|chapel|mosque|synagogue|gurdwara|parish|jummah|ramadan|franciscan|missionary|religio\w+|atheist)\b/i;
const ORIGIN =
  /\b(?:immigra\w+|emigrat\w+|refugee|asylum|fluent in|bilingual|languages?(?: spoken)?:?\s[A-Z])|\b(?:british|irish|polish|indian|nigerian|filipino|zimbabwean|south african|australian|portuguese|spanish|ghanaian|kenyan|pakistani|bangladeshi|romanian|italian|german|french|american|canadian|jamaican) (?:and|national|by birth)\b|^\W*(?:i am |i'm )?(?:british|irish|polish|indian|nigerian|english|scottish|welsh)\W*$/i;
/** A condition as a remark of its own, without anything of work beside it. */
const HEALTH_FACT = new RegExp(`^\\W*(?:[A-Z]?\\w+[\\s,-]+){0,3}${CONDITION}\\b`, 'i');
const OWN_HEALTH = new RegExp(
  `\\b(?:I|I'm|I've)\\s(?:am|have|had|take|took|use|used|wear|live|lived|was|suffer\\w*|manage)?\\s?(?:\\w+[\\s,'-]+){0,6}?(?:${CONDITION}|wheelchair since|(?:a |an )?wheelchair user|wheelchair on some)\\b|\\bI(?:'m| am| have| was)\\s(?:\\w+\\s){0,2}(?:registered )?(?:disabled(?! (?:facilit|people|adult|child))|disabilit\\w+)\\b|\\bmy (?:own )?(?:${CONDITION}|disabilit\\w+|health|condition|illness|diagnosis)\\b`,
  'i',
);
const WORK =
  /\b(?:patients?|clients?|service users?|people|residents|adults with|children with|caseload|ward|team|clinic|assess\w*|treat\w*|therap\w+|rehab\w*|experience|training|course|module|placement|service|group|pathway|project|equipment|adaptation\w*|worked|support\w*)\b/i;
const WORK_VERB =
  /\b(?:patients?|clients?|service users?|people with|residents|adults with|children with|caseload|ward|assess\w*|treat\w*|rehab\w*|experience|training|course|module|special interest|worked|supported|knowledge|delivered|ran|led|see|run|lead|specialis\w+|audit|study|research|pathway|clinic)\b/i;
