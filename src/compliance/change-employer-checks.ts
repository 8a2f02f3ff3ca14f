import { v7 as uuidv7 } from 'uuid';
import { appendAudit } from '../audit/append-audit.js';
import { isUniqueViolation } from '../database/unique-violation.js';
import type { Transaction } from '../http/idempotency.js';
import type { StaffActor } from '../http/named-person.js';
import { faultyField, Problem } from '../http/problem.js';
import type { EmployerCheck } from './employer-checks.js';

/** Words of what is not to be asked before an offer (Equality Act 2010, section 60): of health, of tests, of immunity. */
const HEALTH = [
  /\b(health|medical|fit(ness)? (to|for)|sickness|disab|diagnos|pregnan)/i,
  /\b(drugs?|alcohol|blood|eye ?sight|hearing|antibody)( (and|&|or) \w+)? (test|screen)/i,
  /\b(immuni|vaccin|jabs?\b|titres?\b|serolog|tb\b|tubercul|bcg\b|mantoux|mmr\b|measles|rubella|varicella|chicken ?pox)/i,
  /\b(hep(atitis)?\b|hiv\b|covid|flu\b|influenza|blood[- ]borne|bbvs?\b)/i,
];

/** What has such a word and is about work or the law: courses, insurance, standing with a regulator. */
const NOT_HEALTH =
  /\bhealth (and|&) (safety|care|social care)\b|\bhealth ?care\b|\bmental health act\b|\b(mental )?health first aid\b|\b(mental health|disability|medical devices?) (awareness|equality|training|course)\b|\bmedical (indemnity|malpractice|defence)\b|\bfit(ness)? to practi[cs]e\b/gi;

/** Whether the name of a check has a word of health. Exported for its test. */
export function isAboutHealth(name: string): boolean {
  const rest = name.replace(NOT_HEALTH, ' ');
  return HEALTH.some((words) => words.test(rest));
}

/**
 * Adds a check to what an employer asks for. One that it asked for before, alike but for capitals, is asked for again: what was
 * filed of it counts on.
 *
 * @throws Problem `not_found`; `invalid_request` where it is asked for already, or is about health and not said to be.
 */
export async function addEmployerCheck(
  tx: Transaction,
  actor: StaffActor,
  employerId: string,
  check: Pick<EmployerCheck, 'name' | 'expires' | 'aboutHealth'>,
): Promise<void> {
  if ((await tx.employer.count({ where: { id: employerId } })) === 0) throw new Problem('not_found');
  if (isAboutHealth(check.name) && !check.aboutHealth)
    throw faultyField(
      'aboutHealth',
      'This is about health, so it may be asked for only once there is an offer (Equality Act 2010, section 60). Say that it is.',
    );
  const id = await reviveOrCreate(tx, actor, employerId, check).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    throw faultyField('name', 'This employer asks for it already.');
  });
  await appendAudit(tx, {
    actor,
    action: 'employer_check.added',
    subject: `employer:${employerId}`,
    facts: { employerCheckId: id, expires: check.expires, aboutHealth: check.aboutHealth },
  });
}

/** @returns its id. */
async function reviveOrCreate(
  tx: Transaction,
  actor: StaffActor,
  employerId: string,
  check: Pick<EmployerCheck, 'name' | 'expires' | 'aboutHealth'>,
): Promise<string> {
  const [before] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM employer_check
     WHERE employer_id = ${employerId}::uuid AND lower(name) = lower(${check.name}) AND expires = ${check.expires}
       AND about_health = ${check.aboutHealth} AND retired_at IS NOT NULL ORDER BY retired_at DESC LIMIT 1`;
  if (before) {
    await tx.employerCheck.update({ where: before, data: { retiredAt: null, retiredById: null } });
    return before.id;
  }
  const id = uuidv7();
  await tx.employerCheck.create({ data: { id, employerId, ...check, addedById: actor.staffId } });
  return id;
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
