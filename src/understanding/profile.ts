import type { ConceptId, Sector, Stage } from '../taxonomy/concept.js';

/** Half-open range `[start, end)` of UTF-16 offsets into the text that was understood. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Who did it, and did they? `has`: the person did or holds it. `wants`: an aspiration. `negated`: said not to be so.
 * `observed`: watched or shadowed. `supervised`: was being supervised in it. `other_person`: somebody else's doing.
 */
export const ASSERTIONS = ['has', 'wants', 'negated', 'observed', 'supervised', 'other_person'] as const;
export type Assertion = (typeof ASSERTIONS)[number];

export const SECTION_KINDS = [
  'contact',
  'summary',
  'experience',
  'education',
  'registration',
  'training',
  'skills',
  'wishes',
  'interests',
  'references',
  'other',
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

export interface Section {
  readonly kind: SectionKind;
  readonly heading: Span | null;
  readonly span: Span;
}

/** Year and month; month null where the CV gives only a year. */
export interface YearMonth {
  readonly year: number;
  readonly month: number | null;
}

/** One post, placement or other spell of the person's history, newest text position first as written. */
export interface Role {
  readonly kind: 'employment' | 'placement' | 'voluntary';
  readonly span: Span;
  readonly title: Span | null;
  readonly employer: Span | null;
  readonly sector: Sector | null;
  readonly from: YearMonth | null;
  /** Null when unknown; `'present'` for the post still held. */
  readonly to: YearMonth | 'present' | null;
  /** NHS band as written, normalised: `2`…`7`, `8a`…`8d`, `9`; null when not stated. */
  readonly band: string | null;
  /** Council grade or level as written, e.g. `Grade 9`, `Level 2`, `PO2`; null when not stated. */
  readonly grade: string | null;
  readonly stage: Stage | null;
  /** False for posts outside occupational therapy (nurse, warehouse, teacher…). */
  readonly occupationalTherapy: boolean;
}

/** One place where the text names a concept. */
export interface Mention {
  readonly conceptId: ConceptId;
  readonly span: Span;
  /** The surface form or pattern of the taxonomy that matched, as written there. */
  readonly form: string;
  readonly assertion: Assertion;
  readonly section: SectionKind;
  /** Index into `Profile.roles`, or null outside any role. */
  readonly role: number | null;
  /** The sentence around it: what is quoted to a reader. */
  readonly sentence: Span;
}

export const REGISTRATION_STATES = ['registered', 'pending', 'lapsed', 'none', 'not_evidenced'] as const;
export type RegistrationState = (typeof REGISTRATION_STATES)[number];

/** HCPC registration as claimed; never verified here. */
export interface Registration {
  readonly state: RegistrationState;
  /** Normalised `OT` + digits as typed, or null. */
  readonly number: string | null;
  readonly evidence: Span | null;
  /** Conditions of practice or a caution that the text speaks of: to be asked about. Absent where it speaks of none. */
  readonly restricted?: Span;
}

export interface StageReason {
  readonly stage: Stage;
  /** Which kind of evidence spoke: explicit band or grade, job title, duties, registration. */
  readonly source: 'band' | 'grade' | 'title' | 'duties' | 'registration' | 'profession';
  readonly evidence: Span | null;
}

/** `distribution` holds whole percentages over the five stages that add up to 100, or all 0 when `stage` is null. */
export interface StageReading {
  readonly stage: Stage | null;
  readonly distribution: Readonly<Record<Stage, number>>;
  readonly reasons: readonly StageReason[];
}

export interface Profession {
  /** `occupational_therapy`, or what the person is instead, e.g. `physiotherapy`, `nursing`, `social_work`; `unknown` when it does not say. */
  readonly name: string;
  readonly evidence: Span | null;
}

/** What the person asks for. Used for reverse fit only. */
export interface Wishes {
  readonly sectors: readonly Sector[];
  readonly stages: readonly Stage[];
  readonly contracts: readonly Contract[];
  /** Contracts that the person says they do not want; absent where none is refused, and before `understanding-7`. */
  readonly refused?: { readonly contracts: readonly Contract[]; readonly said: Span };
  /** The first sentence that says each kind of wish; not in profiles stored before `understanding-2`. */
  readonly said?: Readonly<Partial<Record<'sectors' | 'stages' | 'contracts', Span>>>;
}

export const CONTRACTS = ['permanent', 'locum', 'bank', 'fixed_term'] as const;
export type Contract = (typeof CONTRACTS)[number];

export interface SectorHistory {
  readonly sector: Sector;
  /** Whole months worked there in occupational therapy, as far as dates tell. */
  readonly months: number;
  readonly evidence: Span | null;
}

/** What a CV says of a person, every point with its place in the text. */
export interface Profile {
  readonly sections: readonly Section[];
  readonly roles: readonly Role[];
  readonly mentions: readonly Mention[];
  readonly registration: Registration;
  readonly stage: StageReading;
  readonly profession: Profession;
  readonly sectors: readonly SectorHistory[];
  readonly wishes: Wishes;
  /** Sentences that say what the person has done, with their weighted word stems; feeds the wording category. */
  readonly statements: readonly Statement[];
}

/** A sentence of the CV that speaks for the person, reduced to sorted unique stems of content words. */
export interface Statement {
  readonly span: Span;
  readonly stems: readonly string[];
  readonly role: number | null;
}

/** Changes whenever the same text may give another profile or other criteria; stored with every profile. */
export const UNDERSTANDING_VERSION = 'understanding-9';
