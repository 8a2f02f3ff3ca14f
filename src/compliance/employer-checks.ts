import type { Transaction } from '../http/idempotency.js';
import { faultyField, Problem } from '../http/problem.js';
import type { PipelineStage } from '../submissions/pipeline-stages.js';
import { EMPLOYER_KINDS, employerTitle, type Requirement } from './check-kinds.js';

/** Something that one employer asks to have checked beside the standard list. */
export interface EmployerCheck {
  readonly id: string;
  readonly name: string;
  readonly employer: string;
  /** Whoever files it gives its last day. */
  readonly expires: boolean;
  readonly aboutHealth: boolean;
}

/** From here on somebody is on their way to an employer; whoever is only noted is not. A post that closed leads nowhere. */
export const BEFORE_OFFER: readonly PipelineStage[] = [
  'shortlisted',
  'contacted',
  'willingness_confirmed',
  'submitted',
  'interview',
];

/**
 * From here on also what is about health is asked for, since an employer asks nobody before its own offer (Equality Act 2010,
 * section 60). An offer stands when its post is closed, and whoever is in a post renews what ends.
 */
export const SINCE_OFFER: readonly PipelineStage[] = ['offer', 'placed'];

/** As what a person's file shows it. */
export function requirementOf({ id, name, employer, aboutHealth }: EmployerCheck): Requirement {
  const kind = EMPLOYER_KINDS[aboutHealth ? 1 : 0];
  return { kind, item: id, needed: 1, title: employerTitle(name, employer) };
}

/** What an employer asks for now, in the order in which it was added. */
export async function checksOfEmployer(tx: Transaction, employerId: string): Promise<EmployerCheck[]> {
  return find(tx, { employerId, retiredAt: null });
}

/**
 * What is asked for by all employers that a person is on their way to, or works for.
 *
 * @param records all records of the person.
 */
export async function checksOnTheWay(tx: Transaction, records: readonly string[]): Promise<EmployerCheck[]> {
  const someAt = (stages: readonly PipelineStage[]) => ({
    some: { candidateId: { in: [...records] }, stage: { in: [...stages] } },
  });
  return find(tx, {
    retiredAt: null,
    OR: [
      { employer: { vacancies: { some: { candidacies: someAt(SINCE_OFFER) } } } },
      {
        aboutHealth: false,
        employer: { vacancies: { some: { status: 'open', candidacies: someAt(BEFORE_OFFER) } } },
      },
    ],
  });
}

/** One that is asked for now; null: there is none. */
export async function askedCheck(
  tx: Pick<Transaction, 'employerCheck'>,
  id: string,
): Promise<EmployerCheck | null> {
  const [one] = await find(tx, { id, retiredAt: null });
  return one ?? null;
}

async function find(
  tx: Pick<Transaction, 'employerCheck'>,
  where: NonNullable<Parameters<Transaction['employerCheck']['findMany']>[0]>['where'] & object,
): Promise<EmployerCheck[]> {
  const rows = await tx.employerCheck.findMany({
    where,
    include: { employer: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id, name, employer, expires, aboutHealth }) => ({
    ...{ id, name, expires, aboutHealth },
    employer: employer.name,
  }));
}

/**
 * What is kept of a check of an employer's own beside its columns. The name goes with it: it says what was seen, also when the
 * employer asks for it no more.
 *
 * @param records all records of the person.
 * @throws Problem `invalid_request`; `health_before_offer`: that employer has made none.
 */
export async function factsForEmployer(
  tx: Transaction,
  records: readonly string[],
  {
    kind,
    item,
    validUntil,
  }: { readonly kind: string; readonly item: string; readonly validUntil?: string | undefined },
): Promise<{ readonly name: string; readonly employer: string }> {
  const asked = await askedCheck(tx, item);
  if (!asked) throw faultyField('item', 'No employer asks for this check now.');
  if (requirementOf(asked).kind !== kind)
    throw faultyField('kind', `File it as "${requirementOf(asked).kind}".`);
  if (asked.expires && validUntil === undefined)
    throw faultyField('validUntil', 'Give its last day: this check runs out.');
  if (asked.aboutHealth && !(await checksOnTheWay(tx, records)).some(({ id }) => id === item))
    throw new Problem('health_before_offer');
  return { name: asked.name, employer: asked.employer };
}
