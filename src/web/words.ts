import { PIPELINE_LABELS } from './pipeline-words.js';

/** What people read in place of the values that programs exchange. */
const LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...PIPELINE_LABELS,
  stage: {
    support_worker: 'Support worker',
    occupational_therapist: 'Occupational therapist',
    senior_specialist: 'Senior or specialist',
    advanced: 'Advanced',
    consultant: 'Consultant or lead',
  },
  sector: { nhs: 'NHS', local_authority: 'Council', independent: 'Independent', charity: 'Charity' },
  waiver: {
    support_role: 'It is a support or technical role, whatever its band',
    no_protected_title: 'Nobody in it practises as an occupational therapist',
    employer_confirmed: 'The employer has confirmed in writing that it is not needed',
  },
  pattern: {
    full_time: 'Full time',
    part_time: 'Part time',
    term_time: 'Term time',
    job_share: 'Job share',
    annualised: 'Annualised hours',
    seven_days: 'Seven days a week',
    hybrid: 'Partly from home',
  },
  payUnit: { year: 'a year', hour: 'an hour', day: 'a day' },
  payBasis: { paye: 'PAYE', umbrella: 'Umbrella company', limited_company: 'Limited company' },
  contract: { permanent: 'Permanent', locum: 'Locum', bank: 'Bank', fixed_term: 'Fixed term' },
  registration: {
    registered: 'HCPC registered, as the CV says',
    pending: 'HCPC registration pending',
    lapsed: 'HCPC registration lapsed',
    none: 'Not HCPC registered',
    not_evidenced: 'HCPC not mentioned',
  },
  driver: { yes: 'Drives', no: 'Does not drive', not_evidenced: 'Driving not mentioned' },
  lawful: { true: 'Only whom the law does not rule out', false: 'Only whom the law rules out' },
  gate: {
    profession: 'Profession',
    registration: 'HCPC registration',
    stage_floor: 'Career stage',
    driver: 'Driving',
  },
  gateState: { met: 'shown', not_evidenced: 'not evidenced', contradicted: 'contradicted' },
  category: {
    stage: 'Career stage',
    duties: 'Duties',
    qualifications: 'Qualifications',
    specialism: 'Specialism and setting',
    sector: 'Sector',
    wording: 'Wording',
  },
  formState: { open: 'To be decided', accepted: 'Accepted', declined: 'Declined' },
  erased: {
    records: 'Records of them',
    cvs: 'CVs',
    checks: 'Checks in the compliance file',
    consents: 'Agreements',
    candidacies: 'Vacancies they are considered for',
    messages: 'Messages and questions',
    requests: 'Requests and corrections',
  },
  erasureCause: {
    asked_us: 'They asked us to',
    asked_through_somebody: 'Somebody who may speak for them asked us to',
    never_agreed: 'They never agreed to be kept',
    not_theirs: 'The record is not theirs: sent by mistake, or for somebody else',
    made_for_trial: 'Nobody: it was made to try the system',
  },
  importance: { must: 'Must have', wants: 'Wanted', context: 'Context' },
  kind: {
    duty: 'What you do',
    qualification: 'Qualifications and training',
    registration: 'Registration',
    specialism: 'Specialisms',
    setting: 'Settings',
    assessment: 'Assessments',
    quality: 'Ways of working',
    work_terms: 'Terms of work',
  },
  assertion: {
    has: 'done',
    wants: 'hoped for',
    negated: 'not done',
    observed: 'observed',
    supervised: 'under supervision',
    other_person: 'somebody else',
  },
  characteristic: {
    name: 'Name',
    sex: 'Sex, gender, pronouns, orientation',
    age: 'Age and date of birth',
    degree_year: 'Year of the degree',
    origin: 'Nationality, birth, ethnic origin, language, visa',
    family: 'Marriage and children',
    health: 'Health and disability',
    belief: 'Religion and trade union',
    told_in_sentences: 'All of these, told in sentences',
  },
  monitoringQuestion: { age: 'Age', sex: 'Sex', ethnic_group: 'Ethnic group', disability: 'Disability' },
  monitoringAnswer: {
    under_25: 'Under 25',
    '25_to_34': '25 to 34',
    '35_to_44': '35 to 44',
    '45_to_54': '45 to 54',
    '55_to_64': '55 to 64',
    '65_or_over': '65 or over',
    female: 'Female',
    male: 'Male',
    in_another_way: 'I describe myself in another way',
    asian: 'Asian or Asian British',
    black: 'Black, Black British, Caribbean or African',
    mixed: 'Mixed or multiple ethnic groups',
    white: 'White',
    other_ethnic_group: 'Another ethnic group',
    disabled: 'Disabled',
    not_disabled: 'Not disabled',
  },
  reading: { good: 'Read well', doubtful: 'Read with doubt', unreadable: 'Cannot be read' },
  flag: {
    embedded_file: 'Another file travels inside the document.',
    hidden_text: 'It has words that nobody who looks at its pages can see. They count for nothing.',
    invisible_characters: 'There are invisible characters inside its words.',
    javascript: 'The PDF has a script, which was not run.',
    lookalike_letters: 'Letters of another alphabet stand in its words.',
    macro: 'The Word file has a macro, which was not run.',
    picture_page: 'Some pages are only a picture, whose words were not read.',
    recognised_text: 'Some of its text was recognised in a picture, such as a scan.',
    trailing_data: 'More data follows the end of the PDF, such as a second file.',
    uncompared_layer: 'It is a scan with text of its own, which was not compared with what the scan shows.',
  },
  role: { consultant: 'Consultant', agency_staff: 'Agency staff', admin: 'Administrator' },
  confidence: {
    strong: 'Very likely one person',
    likely: 'Likely one person',
    possible: 'Possibly one person',
  },
  findingKind: { likely_unlawful: 'Likely unlawful', unwise: 'Unwise', missing: 'Missing' },
  ranking: { current: 'Up to date', updating: 'Being ranked', frozen: 'Closed' },
  scope: {
    keep: 'To keep and read the CV',
    represent: 'To be put forward',
    vacancy: 'To be put forward for one post',
  },
  requestKind: {
    ask_person: 'Ask for a person to look',
    contest: 'Dispute a decision, or where I stand in a list',
    rectify: 'Have something put right',
    access: 'Ask what you hold about me',
    other: 'Something else',
  },
  readingSubject: {
    stage: 'Career stage',
    registration: 'Registration',
    posts: 'Where I have worked',
    wishes: 'What I would like',
  },
  readingOutcome: {
    needs_ocr: 'It is a scan or photo without text',
    no_text: 'There is no text in it',
    encrypted: 'It is protected by a password',
    corrupt: 'The file is damaged',
    garbled: 'Its letters come out as other signs',
    unsupported: 'This kind of file cannot be read',
    too_large: 'It is too large to be read',
    timed_out: 'Reading it took too long',
    infected: 'It contains a virus',
  },
  health: { ready: 'Works', degraded: 'Works, but the queue is away', unavailable: 'Does not work' },
  check: { database: 'Database', migrations: 'Tables', storage: 'Documents', queue: 'Queue' },
  checkState: {
    missing: 'Missing',
    current: 'In date',
    expiring: 'About to end',
    expired: 'Ended',
    superseded: 'There is a newer one',
    withdrawn: 'Withdrawn',
  },
  method: {
    documents: 'Original documents seen',
    certified_provider: 'By a certified identity provider',
    home_office_online: 'Home Office, by share code',
  },
  status: {
    registered: 'Registered',
    registered_with_caution: 'Registered, with a caution',
    registered_with_conditions: 'Registered, with conditions of practice',
    suspended: 'Suspended',
    not_on_register: 'Not on the register',
  },
  level: {
    basic: 'Basic',
    standard: 'Standard',
    enhanced: 'Enhanced',
    enhanced_with_barred_lists: 'Enhanced, with barred lists',
  },
  workforce: { adult: 'Adults', child: 'Children', adult_and_child: 'Adults and children' },
  outcome: { clear: 'Nothing disclosed', assessed_as_suitable: 'Disclosed, assessed as suitable' },
  decisionSign: {
    turns_down_unopened: 'Turns down unopened',
    decides_in_seconds: 'Decides in seconds',
    always_as_ranked: 'Nearly always as ranked',
  },
  itemState: {
    refused: 'Not taken',
    received: 'Received',
    read: 'Read',
    ready: 'Ready',
    unreadable: 'Cannot be read',
    failed: 'Given up on',
  },
};

/** The label of one value of a kind, e.g. `labelOf('nhs', 'sector')`; the value itself where there is none. */
export function labelOf(value: string | null, kind: string): string {
  if (value === null) return 'Not stated';
  return LABELS[kind]?.[value] ?? wordsOf(value);
}

/** `Occupational therapist, growing to Senior or specialist`: the stage of a post and where it grows to; null: nowhere. */
export function stageInWords(stage: string | null, growsTo: string | null): string {
  const words = labelOf(stage, 'stage');
  return growsTo === null ? words : `${words}, growing to ${labelOf(growsTo, 'stage')}`;
}

/** Whether a value of a kind has a label of its own. */
export function hasLabel(value: string, kind: string): boolean {
  return LABELS[kind]?.[value] !== undefined;
}

/** Choices of a kind in the order of their values, for radios, checkboxes and selects. */
export function choicesOf(kind: string, values: readonly string[]): { value: string; text: string }[] {
  return values.map((value) => ({ value, text: labelOf(value, kind) }));
}

/** `not_evidenced` → `not evidenced`. */
export function wordsOf(value: string): string {
  return value.replaceAll('_', ' ');
}
