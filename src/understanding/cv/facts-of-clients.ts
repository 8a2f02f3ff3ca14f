/** Whom a therapist works with; said before an age, it is theirs. */
const CLIENTS =
  '(?:people|persons|adults?|elders|patients?|clients?|service users?|residents?|children|infants|babies|young people|teenagers|women|men|girls|boys|pupils|students|those|caseload|population|referrals)';
const AGE = '\\d{1,3}(?:\\s?(?:-|–|to|and)\\s?\\d{1,3})?\\+?';

/** Ages that a clause gives to clients. */
const AGE_OF_CLIENTS = new RegExp(
  `\\b${CLIENTS}\\b(?:[\\s,(]+(?!I\\b|I'm\\b)[\\w'-]+){0,4}?[\\s,(]+(?:aged?|ages|up to|over|under|from|between)\\s(?:the ages of )?${AGE}(?: years? (?:old|of age))?`,
  'gi',
);
/** Words of pregnancy, citizenship and the like where they are the name of a service, of its clients or of a contract. */
const WORDS_OF_WORK =
  /\bpregnan(?:t (?:women|people|patients|mothers|clients|service users)|cy (?:clinic|service|pathway|advice)\w*)\b|\b(?:maternity|paternity|parental)(?: leave)? cover\b|\bcover(?:ed|ing|s)?(?: for| of)? (?:an? |the |another |someone(?:['’]s|) |\w+['’]s )?(?:\w+['’]s )?(?:maternity|paternity|parental)(?: leave)?\b|\b(?:maternity|paternity|parental) leave of (?:an? |the |another |our )\w+|\bmaternity (?:units?|wards?|services?|hospitals?|wing|teams?|department)\b|\bshield(?:ed|ing) (?:patients?|people|clients?|residents|service users|adults)\b|\b(?:patients?|people|clients?|residents|service users) (?:who were )?shielding\b|\bsenior citizens?\b|\bcitizens? advice\b|\b(?:communication|hospital|health|care|sensory|patient|personal) passports?\b|\bgender identity (?:clinics?|services?|teams?)\b/gi;
/** Whoever says that they are of an age, or have children of it, speaks of themselves. */
const ONES_OWN =
  /\b(?:I am|I'm|aged? [\w-]+ myself|(?:I|we)(?:'ve| have)(?: got)? (?:\w+ ){0,3}(?:children|boys|girls|sons|daughters)|(?:my|our) (?:\w+ ){0,2}(?:children|boys|girls|sons|daughters|parents?|mother|father|family)|(?:mother|father|parent|mum|dad|married|single|divorced|widow\w*))\b/i;
const WITH_CLIENTS =
  /\b(?:patients?|clients?|service users?|residents|caseload|wards?|teams?|clinics?|assess\w*|treat\w*|therap\w+|rehab\w*|groups?|service|services|unit|hospital|school|work(?:ed|ing|s)?|experience|support(?:ed|ing)?|people|adults)\b/i;

/**
 * The sentence with the words blanked out that look like facts about its writer and are about clients, colleagues or the
 * kind of a contract; as long as before.
 */
export function withoutFactsOfClients(text: string): string {
  const blank = (words: string) => ' '.repeat(words.length);
  const plain = text.replace(WORDS_OF_WORK, blank);
  return ONES_OWN.test(text) || !WITH_CLIENTS.test(text) ? plain : plain.replace(AGE_OF_CLIENTS, blank);
}
