const NUMBER = String.raw`(?:[1-9][a-d]?|1[0-9]|(?:one|two|three|four|five|six|seven|eight|nine)(?: ?[a-d]\b)?|viii|vii|vi|iv|v|iii|ii)(?:['’]?s\b)?`;
const JOIN = String.raw`\s*(?:[-–—/&+,]|\band\b|\bor\b|\bto\b|\binto\b)\s*`;
const MORE = String.raw`(?:${JOIN}(?:bands?\s*|grades?\s*|b\s?)?${NUMBER}\b(?!\s*(?:weeks?|days?|months?|years?|hours?)\b))*`;
const OF = String.raw`\s*(?:[:=#–—-]\s*)?`;
const BRACKETED = String.raw`(?:\(${NUMBER}\)|${NUMBER}\b)`;

const AMOUNT = String.raw`(?:(?:£|gbp|&pound;|€)\s*\d[\d,.]*(?:\s\d{3}\b)*(?:\s?(?:k|m|million)\b)?|\b\d{2,3}[, ]\d{3}(?:\.\d{1,2})?(?!\d)|\b\d{5,6}(?:\.\d{1,2})?(?=\s*(?:-|–|—|to)\s*(?:£\s*)?\d{5})|\b\d{2,3}(?:\.\d)?k\b)`;
const PER = String.raw`(?:per|an?|each|/|p\.?)\s*(?:annum|year|hour|hr|day|week|month)\b|(?<![a-z])p\.?\s?/?\s?[ahd]\b\.?|per\s+ann\b`;

/**
 * Each takes out one way in which adverts say band, grade or pay; in order, since the later ones clear what the earlier
 * ones leave behind.
 */
const MASKED: readonly RegExp[] = [
  // "Agenda for Change Band 6", "AfC 5/6", "Bands 5, 6 and 7", "band six", "banding: 8a", "Band VI"
  new RegExp(
    String.raw`\b(?:nhs\s+)?(?:agenda for change|a\.?f\.?c\.?|aforc)${OF}(?:pay\s*)?(?:(?:bands?|banded|banding|grades?|graded|level|scale)${OF}(?:at\s+|of\s+)?)?${BRACKETED}${MORE}`,
    'giu',
  ),
  new RegExp(
    String.raw`\b(?:bands?|banded|banding|grades?|graded|pay scales?|pay bands?|salary scales?|scales?|spinal points?)${OF}(?:(?:at|as|of|is|a|the|will be|equivalent to|afc|nhs|agenda for change)\s+){0,3}(?:bands?\s*)?${BRACKETED}${MORE}`,
    'giu',
  ),
  // "B6", "B5/6", "8a", "5/6 post"
  new RegExp(
    String.raw`\bB\s?[2-9][a-d]?(?:['’]?s)?\b(?!\s?\d[A-Z]{2}\b)(?:${JOIN}B?\s?[2-9][a-d]?(?:['’]?s)?\b)*`,
    'gu',
  ),
  /\b[89][a-d]\b(?:\s*[-–/]\s*[89]?[a-d]\b)*/giu,
  /(?<![\d/.])\b[2-8]\s*[/–-]\s*[3-9](?=\s*(?:posts?|roles?|positions?|development|occupational|OTs?|rotation\w*|therap\w+|level)\b)/giu,
  // "Band Six" written the other way round: "a six band post"
  new RegExp(String.raw`\b${NUMBER}(?:st|nd|rd|th)?[ -](?:band|grade)\b`, 'giu'),
  // "Occupational Therapist, Level 2", but not "NVQ Level 3", which is a qualification.
  /(?<!\b(?:nvq|[qr]cf|btec|assessor|diploma|certificate|qualification|apprentice\w*|at|to|education)(?: at| in [\w ]{1,40})?[\s:,(-]*)\blevels? [1-4]\b(?:\s*[-–/&]\s*[1-4])?(?! (?:nvq|[qr]cf|diploma|qualif\w+|certificate|award|apprentice\w*|in ))/giu,
  // Councils: "Grade H", "Scale 5", "SO1-SO2", "PO2", "SCP 28 to 32", "pay point 23", "spinal column points 26-30"
  /\b(?:[Gg]rade|GRADE|[Ss]cale|SCALE)\s*[:–-]?\s*[A-Z]{0,3}\s?\d{0,2}\b(?<=[A-Z0-9])(?!\s*\()/gu,
  /\b(?:SO|PO|HS|HAY|LC|G|GR|MG|EPO|SM|HOS)\s?\d{1,2}(?:\s*[-–/&]\s*(?:[A-Z]{1,3}\s?)?\d{1,2})*\b/gu,
  /\b(?:s\.?c\.?p\.?s?|(?:spinal|spine|pay|salary|scale)\s*(?:column\s*)?points?|points?(?=\s*\d{1,2}\s*(?:-|–|to)\s*\d{1,2}))\s*:?\s*\d{1,2}(?:\s*(?:-|–|—|to|\/|and)\s*(?:scp\s*)?\d{1,2})?/giu,
  /\bannex(?:e)?\s*(?:21|u)\b|\btop of (?:the )?(?:band|grade|scale)\b/giu,
  // "£31,365 - £37,890 per annum pro rata incl. HCAS", "16.04 per hour", "up to £26/hr"
  new RegExp(
    String.raw`(?:\b(?:up to|from|circa|c\.|min(?:imum)?|max(?:imum)?)\s+)?${AMOUNT}(?:\s*(?:-|–|—|to|and|/|rising to|up to)\s*${AMOUNT}|\s*(?:-|–|—|to)\s*\d+(?:\.\d+)?)*(?:\s*\(?(?:${PER})\)?)?`,
    'giu',
  ),
  /\b\d{1,3}(?:\.\d{1,2})?\s*(?:-|–|—|to)?\s*(?:\d{1,3}(?:\.\d{1,2})?)?\s*(?:per (?:annum|hour|hr|day)|an hour|p\/[ahd]|p\.[ahd]\.)/giu,
  /\bper annum\b|\bper hour\b|\bp\/[ah]\b|\bp\.\s?[ah]\.|\bper year\b|\bhourly rates?\b|\ban hour\b/giu,
];

/**
 * Takes band, grade and pay out of a text, in every spelling that adverts use, so that what is left shows the stage of a
 * post by its title and its work alone. Rather too much goes than too little.
 */
export function maskBandAndPay(text: string): string {
  return MASKED.reduce((masked, pattern) => masked.replace(pattern, ' '), text)
    .replace(/\(\s*[-–/,]*\s*\)|\[\s*\]/g, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ +([,.;:)])/g, '$1')
    .replace(/^ +| +$/gm, '');
}
