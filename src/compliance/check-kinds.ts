import { DBS_WORKFORCES, type DbsWorkforce } from '../understanding/vacancy/read-dbs.js';
import { TRAINING_MODULES } from './training-modules.js';

/**
 * What is checked of everybody. The first eight are the NHS Employment Check Standards (identity, registration and
 * qualifications, employment history and references, right to work, work health, criminal record;
 * https://www.nhsemployers.org/your-workforce/recruit/employment-checks), which trusts audit their agencies by; training
 * is what trusts ask of everybody beside them.
 */
const STANDARD_KINDS = [
  'identity',
  'right_to_work',
  'hcpc_register',
  'dbs',
  'qualification',
  'reference',
  'employment_history',
  'occupational_health',
  'training',
] as const;
/** What one employer asks for beside them, by whether it is about health. */
export const EMPLOYER_KINDS = ['employer_check', 'employer_health_check'] as const;
export const CHECK_KINDS = [...STANDARD_KINDS, ...EMPLOYER_KINDS] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

const TITLES: Readonly<Record<CheckKind, string>> = {
  identity: 'Identity',
  right_to_work: 'Right to work',
  hcpc_register: 'HCPC register',
  dbs: 'DBS certificate',
  qualification: 'Qualification',
  reference: 'Reference',
  employment_history: 'Employment history',
  occupational_health: 'Occupational health',
  training: 'Training',
  employer_check: 'Asked by an employer',
  employer_health_check: 'Asked by an employer, about health',
};

/** Kinds that are asked about only once there is an offer (Equality Act 2010, section 60). */
export const HEALTH_KINDS: readonly string[] = [
  'occupational_health',
  'employer_health_check',
] satisfies readonly CheckKind[];

/** Clearance and immunisation by occupational health: the outcome alone, never what it rests on. */
export const HEALTH_ITEMS = ['fitness_to_work', 'immunisation'] as const;

const HEALTH_TITLES: Readonly<Record<string, string>> = {
  fitness_to_work: 'Fit for the work',
  immunisation: 'Immunisations',
};

/** One thing that a complete file shows. */
export interface Requirement {
  readonly kind: CheckKind;
  /** Which module, part of occupational health or check of an employer's (its id); null: the kind is one thing. */
  readonly item: string | null;
  /** How many that are different are asked for. */
  readonly needed: number;
  readonly title: string;
}

/** Regulation 22(2)(b) of the Conduct Regulations 2003: two references, which are two people's. */
const REFERENCES_NEEDED = 2;

export const REQUIREMENTS: readonly Requirement[] = STANDARD_KINDS.flatMap((kind): Requirement[] => {
  const of = (item: string, title: string): Requirement => ({ kind, item, needed: 1, title });
  if (kind === 'training') return TRAINING_MODULES.map(({ item, title }) => of(item, title));
  if (kind === 'occupational_health')
    return HEALTH_ITEMS.map((item) => of(item, HEALTH_TITLES[item] ?? item));
  return [{ kind, item: null, needed: kind === 'reference' ? REFERENCES_NEEDED : 1, title: TITLES[kind] }];
});

const WORKFORCE_WORDS: Readonly<Record<DbsWorkforce, string>> = {
  adult: 'adults',
  child: 'children',
  adult_and_child: 'adults and children',
};

/** Whom a DBS certificate is for work with, within a sentence; null: it is none of the workforces. */
export function workforceInWords(workforce: unknown): string | null {
  const known = DBS_WORKFORCES.find((one) => one === workforce);
  return known ? WORKFORCE_WORDS[known] : null;
}

/**
 * What people read for an entry: the module, the referee, the qualification, what an employer asks, whom a DBS certificate is
 * for work with, or the kind.
 */
export function titleOf({
  kind,
  item,
  facts,
}: {
  readonly kind: CheckKind;
  readonly item: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}): string {
  if (isEmployers(kind)) return employerTitle(String(facts['name']), String(facts['employer']));
  const workforce = kind === 'dbs' ? workforceInWords(facts['workforce']) : null;
  if (workforce !== null) return `${TITLES.dbs} (work with ${workforce})`;
  const known = REQUIREMENTS.find((one) => one.kind === kind && one.item === item);
  if (known) return known.title;
  return item === null ? TITLES[kind] : `${TITLES[kind]}: ${item}`;
}

export function isEmployers(kind: string): kind is (typeof EMPLOYER_KINDS)[number] {
  return EMPLOYER_KINDS.some((one) => one === kind);
}

/** @param name of the check, e.g. "Driving licence". */
export function employerTitle(name: string, employer: string): string {
  return `${name} (${employer})`;
}
