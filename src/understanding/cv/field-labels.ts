/** What a label on a form, or the head of a table's column, says of the post beside or below it. */
export type FieldKind =
  'title' | 'employer' | 'from' | 'to' | 'dates' | 'band' | 'grade' | 'duties' | 'study' | 'other';

/** The wording of NHS Jobs, Trac and council forms, and of tables that people make themselves. */
const LABELS: readonly (readonly [FieldKind, string])[] = [
  [
    'from',
    '(?:date )?from|(?:employment )?start(?:ed|ing)?(?: date)?|date (?:started|commenced|appointed|of appointment|employment (?:started|commenced))|commenced',
  ],
  [
    'to',
    '(?:date )?to|until|(?:employment )?(?:end(?:ed)?|leaving|finish(?:ed)?)(?: date)?|date (?:left|ended|finished|of leaving|employment (?:ended|finished|ceased))',
  ],
  [
    'dates',
    '(?:employment )?dates?(?: (?:of employment|employed|worked|in post|held))?|(?:dates? )?from ?(?:[-–/&]|and) ?to|period(?: of employment| employed)?|dates? from and to|years?',
  ],
  [
    'title',
    '(?:(?:current |present |previous |last )?(?:job|post|position|role)(?: title| held)?|title(?: of post)?|designation|position/title|job role)',
  ],
  [
    'employer',
    "(?:name (?:and address |& address )?of )?(?:(?:(?:current|present)(?: or |/)(?:most recent|last|previous)|current|present|previous|last|most recent) )?(?:employer|organi[sz]ation|company|employing (?:trust|authority|organi[sz]ation))(?:'s)?(?: name)?(?:,? (?:and|&|/) ?(?:address|location))?|employed by|workplace|place(?: of work)?|trust|establishment",
  ],
  ['band', '(?:pay |afc |nhs |job )?band(?:ing)?'],
  [
    'grade',
    '(?:pay |salary |job |current )?grade|(?:grade|band|salary|scale|level) ?(?:/|&|and|or) ?(?:grade|band|salary|scale|level)|(?:final |current )?salary ?(?:/|and|&) ?(?:band|grade)|pay scale',
  ],
  [
    'duties',
    '(?:(?:brief |short |summary of |description of |outline of |main |key |your |the |my |and ){0,6}(?:duties|responsibilities|role description|job description|description|tasks|achievements)(?:(?: and|/|,| of| &)[\\w &/,]{0,40})?)',
  ],
  [
    'study',
    '(?:name of )?(?:educational )?(?:institution|school|college|university|establishment name)(?: attended| name)?|qualifications?(?: (?:obtained|gained|type))?|subjects?(?: studied)?|course(?: title)?|awarding body|(?:results?|marks?) obtained',
  ],
  [
    'other',
    "(?:employer(?:'s)? )?address|town|city|location|country|post ?code|telephone(?: number)?|type of (?:business|organi[sz]ation|contract|employment)|nature of business|(?:current |final |annual )?salary|period of notice|notice(?: period| required)?|hours(?: per week| worked)?|contract(?: type)?|line manager|reporting to|reports to|department|ward|speciality|specialty|sector|setting|(?:reason|reasons) for (?:leaving|wishing to leave)|full ?(?:time)?[ /-]+part ?time",
  ],
];

const WHOLE = LABELS.map(([kind, words]) => [kind, new RegExp(`^(?:${words})$`, 'i')] as const);
const BEFORE_VALUE = new RegExp(
  `(?<![\\w'’/-])(?:${LABELS.map(([, words]) => `(${words})`).join('|')})(?: ?\\([\\w /.-]{1,30}\\))? ?:`,
  'gi',
);

/** A label is searched for no further into a line than this, and one that stands alone is shorter by far. */
const SEARCHED = 600;
const LONGEST_ALONE = 120;

/** The kind of a label that stands alone, as on a line of its own or at the head of a column. */
export function labelKind(words: string): FieldKind | null {
  if (words.length > LONGEST_ALONE) return null;
  const plain = words
    .replace(/\([^)]*\)/g, '')
    .replace(/[\s:*]+$/, '')
    .trim();
  if (plain.length > 45) return null;
  return WHOLE.find(([, label]) => label.test(plain))?.[0] ?? null;
}

export interface Label {
  readonly kind: FieldKind;
  readonly start: number;
  readonly end: number;
}

/** Labels with a colon behind them, in order. A label begins with a capital letter: "- present Employer: …" has one. */
export function labelsIn(line: string): readonly Label[] {
  const words = line.slice(0, SEARCHED);
  if (!words.includes(':')) return [];
  const labels: Label[] = [];
  let match = nextLabel(words, 0);
  while (match !== null) {
    const kind = LABELS[match.slice(1).findIndex(Boolean)]?.[0];
    const end = match.index + match[0].length;
    const begins = kind !== undefined && /^[A-Z]/.test(match[0]);
    if (begins) labels.push({ kind, start: match.index, end });
    match = nextLabel(words, begins ? end : match.index + 1);
  }
  return labels;
}

function nextLabel(words: string, from: number): RegExpExecArray | null {
  BEFORE_VALUE.lastIndex = from;
  return BEFORE_VALUE.exec(words);
}
