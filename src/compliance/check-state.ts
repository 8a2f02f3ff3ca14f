import { addDays } from '../london-day.js';
import { NOTHING_STATED, whyNot, type CheckFacts, type DbsAsked } from './check-rules.js';
import { REQUIREMENTS, type CheckKind, type Requirement } from './check-kinds.js';

export const STATES = ['missing', 'current', 'expiring', 'expired'] as const;
export type State = (typeof STATES)[number];

/** The day that states are told by. */
export interface Calendar {
  /** In the United Kingdom, as ISO 8601 writes it. */
  readonly today: string;
  /** So many days before its last one, something is about to expire. */
  readonly warnDays: number;
}

/** A check as far as its state goes. */
export interface FiledCheck {
  readonly id: string;
  readonly kind: CheckKind;
  readonly item: string | null;
  readonly slot: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly checkedOn: string;
  readonly validUntil: string | null;
  readonly hasFile: boolean;
  readonly isWithdrawn: boolean;
}

export interface RequirementState extends Requirement {
  readonly state: State;
  /** Last day on which enough of it counts; null: no end, or missing. */
  readonly until: string | null;
  /** The checks that carry it; none where it is missing or expired. */
  readonly checkIds: readonly string[];
  /** Why what is filed shows nothing, in words. */
  readonly why: string | null;
}

/** What a check counts for today by its last day, which itself still counts. Never stored: it changes by the day. */
export function stateUntil(
  validUntil: string | null,
  { today, warnDays }: Calendar,
): Exclude<State, 'missing'> {
  if (validUntil === null) return 'current';
  if (validUntil < today) return 'expired';
  return validUntil <= addDays(today, warnDays) ? 'expiring' : 'current';
}

/**
 * What a thing is filed under: of two checks in one slot the newer stands. Two references of one referee are one slot, so
 * they are never two references. A DBS certificate for work with children takes no place of one for work with adults.
 */
export function slotOf({ kind, item, facts }: Pick<CheckFacts, 'kind' | 'item' | 'facts'>): string {
  if (kind === 'dbs') return `dbs:${String(facts['workforce'])}`;
  return item === null ? kind : `${kind}:${item.normalize('NFKC').toLowerCase()}`;
}

/** The checks that stand: of each slot the newest that was not withdrawn. */
export function standing<T extends FiledCheck>(checks: readonly T[]): T[] {
  const newest = new Map<string, T>();
  for (const check of checks) {
    if (check.isWithdrawn) continue;
    const other = newest.get(check.slot);
    if (!other || isNewer(check, other)) newest.set(check.slot, check);
  }
  return [...newest.values()];
}

/**
 * The state of everything that a complete file shows, in the order of REQUIREMENTS.
 *
 * @param employers what employers ask for beside it, which comes last.
 * @param dbs what one post asks of a DBS certificate.
 */
export function requirementStates(
  checks: readonly FiledCheck[],
  calendar: Calendar,
  employers: readonly Requirement[] = [],
  dbs: DbsAsked = NOTHING_STATED,
): readonly RequirementState[] {
  const all = standing(checks);
  return [...REQUIREMENTS, ...employers].map((requirement) => {
    const filed = all.filter(
      ({ kind, item }) =>
        kind === requirement.kind && (requirement.item === null || item === requirement.item),
    );
    return requirement.kind === 'dbs' && dbs.workforce === 'adult_and_child'
      ? stateOfBoth(requirement, filed, calendar, dbs)
      : stateOf(requirement, filed, calendar, dbs);
  });
}

/** One certificate for work with adults and children, or one for each, which counts until the first of the two ends. */
function stateOfBoth(
  requirement: Requirement,
  filed: readonly FiledCheck[],
  calendar: Calendar,
  dbs: DbsAsked,
): RequirementState {
  const adult = stateOf(requirement, filed, calendar, { ...dbs, workforce: 'adult' });
  const child = stateOf(requirement, filed, calendar, { ...dbs, workforce: 'child' });
  // The sentence of what is missing names both workforces.
  if (adult.state === 'missing' || child.state === 'missing')
    return stateOf(requirement, filed, calendar, dbs);
  const first = (adult.until ?? '9999') <= (child.until ?? '9999') ? adult : child;
  const carrying = new Set([...adult.checkIds, ...child.checkIds]);
  return { ...first, checkIds: first.state === 'expired' ? [] : [...carrying] };
}

function stateOf(
  requirement: Requirement,
  filed: readonly FiledCheck[],
  calendar: Calendar,
  dbs: DbsAsked,
): RequirementState {
  const { needed } = requirement;
  const faults = filed.map((check) => whyNot(check, check.hasFile, dbs));
  const counting = filed.filter((_check, index) => faults[index] === null).sort(longestFirst);
  const last = counting[needed - 1];
  if (!last) {
    const fault = faults.find((one) => one !== null) ?? null;
    const few = counting.length > 0 ? `there are ${counting.length} of ${needed}` : null;
    return { ...requirement, state: 'missing', until: null, checkIds: [], why: fault ?? few };
  }
  const state = stateUntil(last.validUntil, calendar);
  const checkIds = state === 'expired' ? [] : counting.slice(0, needed).map(({ id }) => id);
  const why = state === 'expired' ? `it ended on ${last.validUntil ?? ''}` : null;
  return { ...requirement, state, until: last.validUntil, checkIds, why };
}

function longestFirst(a: FiledCheck, b: FiledCheck): number {
  const [endA, endB] = [a.validUntil ?? '9999', b.validUntil ?? '9999'];
  if (endA !== endB) return endA > endB ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** By the day of the check, then by id, which grows with time. */
function isNewer(a: FiledCheck, b: FiledCheck): boolean {
  return a.checkedOn === b.checkedOn ? a.id > b.id : a.checkedOn > b.checkedOn;
}
