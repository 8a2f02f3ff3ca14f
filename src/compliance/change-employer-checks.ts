import { v7 as uuidv7 } from 'uuid';
import { appendAudit } from '../audit/append-audit.js';
import { isUniqueViolation } from '../database/unique-violation.js';
import type { Transaction } from '../http/idempotency.js';
import type { StaffActor } from '../http/named-person.js';
import { Problem } from '../http/problem.js';
import type { EmployerCheck } from './employer-checks.js';

/** Words of what is not to be asked before an offer (Equality Act 2010, section 60). */
const HEALTH =
  /\b(health|medical|medicals?|fit(ness)? (to|for)|immuni[sz]|vaccin|sickness|disab|covid|hepatitis)/i;

/**
 * Adds a check to what an employer asks for.
 *
 * @throws Problem `not_found`; `invalid_request` where it is asked for already, or is about health and not said to be.
 */
export async function addEmployerCheck(
  tx: Transaction,
  actor: StaffActor,
  employerId: string,
  check: Pick<EmployerCheck, 'name' | 'expires' | 'aboutHealth'>,
): Promise<void> {
  const fault = (field: string, message: string): Problem =>
    new Problem('invalid_request', { errors: [{ field, message }] });
  if ((await tx.employer.count({ where: { id: employerId } })) === 0) throw new Problem('not_found');
  if (HEALTH.test(check.name) && !check.aboutHealth)
    throw fault(
      'aboutHealth',
      'This is about health, so it may be asked for only once there is an offer (Equality Act 2010, section 60). Say that it is.',
    );
  const id = uuidv7();
  try {
    await tx.employerCheck.create({ data: { id, employerId, ...check, addedById: actor.staffId } });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw fault('name', 'This employer asks for it already.');
  }
  await appendAudit(tx, {
    actor,
    action: 'employer_check.added',
    subject: `employer:${employerId}`,
    facts: { employerCheckId: id, expires: check.expires, aboutHealth: check.aboutHealth },
  });
}

/**
 * Asks for a check no more: it gates nothing and nobody is reminded of it. What was filed of it stays on file.
 *
 * @returns the employer's id.
 * @throws Problem `not_found`, also where it is asked for no more.
 */
export async function retireEmployerCheck(tx: Transaction, actor: StaffActor, id: string): Promise<string> {
  const [retired] = await tx.employerCheck.updateManyAndReturn({
    where: { id, retiredAt: null },
    data: { retiredAt: new Date(), retiredById: actor.staffId },
    select: { employerId: true },
  });
  if (!retired) throw new Problem('not_found');
  await appendAudit(tx, {
    actor,
    action: 'employer_check.retired',
    subject: `employer:${retired.employerId}`,
    facts: { employerCheckId: id },
  });
  return retired.employerId;
}
