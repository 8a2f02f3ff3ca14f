/**
 * What the law keeps out of a decision (Equality Act 2010, ss. 4–12, 39, 55), as people write it into a CV. Whoever writes
 * one of these instead of another has to be read alike.
 */
export const CHARACTERISTICS = [
  'name',
  'sex',
  'age',
  'degree_year',
  'origin',
  'family',
  'health',
  'belief',
  'told_in_sentences',
] as const;
export type Characteristic = (typeof CHARACTERISTICS)[number];

/** Names as they are common among people of many origins, all invented here. */
export const FIRST_NAMES = [
  'Oluwaseun',
  'Siobhán',
  'Mohammed',
  'Chloe',
  'Anjali',
  'Wei',
  'Zofia',
  'Delroy',
  'Gethin',
  'Fatima',
] as const;
export const LAST_NAMES = [
  'Okonkwo',
  "O'Sullivan",
  'Hussain',
  'Smith',
  'Ramanathan',
  'Chen',
  'Wiśniewska',
  'Campbell',
  'Bevan',
  'Levy',
] as const;

/** Lines of a form, by what they tell. */
export const FACTS: Readonly<
  Record<Exclude<Characteristic, 'name' | 'degree_year' | 'told_in_sentences'>, readonly string[]>
> = {
  age: ['Date of birth: 3 March 1961', 'Age: 27'],
  origin: [
    'Nationality: Nigerian',
    'Nationality: British',
    'Place of birth: Lahore',
    'Ethnic origin: Black Caribbean',
    'First language: Yoruba',
    'Visa status: Skilled Worker, sponsored',
  ],
  family: ['Marital status: married, three children'],
  sex: ['Gender: female', 'Pronouns: he/him', 'Sexual orientation: gay'],
  belief: ['Religion: Methodist', 'Trade union: Unison branch secretary'],
  health: ['Disability: type 1 diabetes, registered disabled'],
};

/** The same facts told in sentences, as people put them into a closing paragraph. */
export const TOLD = [
  'I am 58 years old and have three grown-up children.',
  'I was born in Karachi and hold a British passport.',
  'I am a practising Catholic and sing in the church choir.',
  'I have type 1 diabetes and wear hearing aids.',
  'I am married with a young daughter.',
  'I have been a Unison steward since 2015.',
  'Schools: St Bede’s Roman Catholic High School, Bradford Girls’ Grammar School.',
] as const;

/** One person writes the one, the next the other. */
const PRONOUNS: readonly (readonly [RegExp, string])[] = [
  [/\bshe\b/g, 'he'],
  [/\bShe\b/g, 'He'],
  [/\bherself\b/g, 'himself'],
  [/\b(?:Mrs?|Ms)\b/g, 'Mx'],
];

/** The CV of somebody of the other pronoun, addressed in another way. */
export function withOtherPronouns(cv: string): string {
  return PRONOUNS.reduce((text, [from, to]) => text.replace(from, to), cv);
}

/** The CV of somebody who took their degree three years before. */
export function withEarlierDegree(cv: string): string {
  return cv.replace(
    /((?:BSc|MSc|Diploma|DipCOT|degree)[^\n]{0,80}?)\b(19[89]\d|20[01]\d)\b(?![–-])/g,
    (_, words: string, year: string) => `${words}${Number(year) - 3}`,
  );
}

/** The CV with these lines of a form below its first line. */
export function withFacts(cv: string, facts: readonly string[]): string {
  const [head = '', ...rest] = cv.split('\n');
  return [head, ...facts, ...rest].join('\n');
}

/** The CV with these sentences in a closing paragraph about the person. */
export function withSentences(cv: string, told: readonly string[]): string {
  return `${cv.trimEnd()}\n\nPERSONAL\n${told.join(' ')}\n`;
}

/** What therapists write behind their names; in a line of capitals it would pass for a name. */
const LETTERS = /^(?:MCSP|MRCOT|FRCOT|RCOT|BAOT|DIPCOT|SROT|HCPC|BSC|MSC|PHD|HONS|RGN|RMN|OT)$/i;

/** The words of the name that heads a CV; null where its first line is not plainly one. */
export function nameAtHead(cv: string): readonly string[] | null {
  const line = cv.split('\n')[0]?.trim() ?? '';
  const words = line.split(/\s+/);
  const isName =
    words.every((word) => /^\p{Lu}[\p{L}'’.-]+$/u.test(word)) &&
    !/curriculum|vitae|resume|social|profile/i.test(line);
  // Letters behind a name are no part of it.
  if (words.some((word) => LETTERS.test(word))) return null;
  if (words.some((word) => word === word.toUpperCase()) && line !== line.toUpperCase()) return null;
  return words.length >= 2 && words.length <= 4 && isName ? words : null;
}

/** The CV of somebody else by name, wherever the name stands, but not in addresses. */
export function renamed(cv: string, name: readonly string[], first: string, last: string): string {
  return name.reduce(
    (text, word, index) =>
      text.replaceAll(
        new RegExp(`(?<![\\p{L}@.])${word.replaceAll('.', '\\.')}(?![\\p{L}@])`, 'gu'),
        index === name.length - 1 ? last : first,
      ),
    cv,
  );
}
