import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import type { Actor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { email, outwardCodeOf, personName, phone, postcode } from './contact-fields.js';
import { lockPerson } from './find-person.js';

export const contactChange = z
  .strictObject({
    name: personName.optional(),
    email: email.optional(),
    phone: phone.nullable().optional().meta({ description: 'Null: none.' }),
    postcode: postcode.nullable().optional().meta({ description: 'Null: none.' }),
  })
  .meta({ id: 'ContactChange', description: 'What is left out stays as it is.' });

export const contactView = z
  .object({
    name: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    postcode: z.string().nullable(),
  })
  .meta({ id: 'Contact' });

/**
 * Puts the contact data of one record right (UK GDPR, Article 16). By what duplicates are found follows by itself, and
 * distances are measured from the new postcode; the trail says which fields changed and never what they hold. In the
 * caller's transaction.
 *
 * @throws Problem `not_found`, also for somebody else's record.
 */
export async function changeContact(
  tx: Transaction,
  actor: Actor,
  candidateId: string,
  change: z.output<typeof contactChange>,
): Promise<z.output<typeof contactView>> {
  await lockPerson(tx, actor, candidateId);
  const before = await tx.contact.findUnique({ where: { candidateId } });
  if (!before) throw new Problem('not_found');
  const fields = (['name', 'email', 'phone', 'postcode'] as const).filter(
    (field) => change[field] !== undefined && change[field] !== before[field],
  );
  const now = {
    name: change.name ?? before.name,
    email: change.email ?? before.email,
    phone: change.phone === undefined ? before.phone : change.phone,
    postcode: change.postcode === undefined ? before.postcode : change.postcode,
  };
  if (fields.length === 0) return now;
  await tx.contact.update({ where: { candidateId }, data: now });
  if (fields.includes('postcode'))
    await tx.candidate.update({
      where: { id: candidateId },
      data: { outwardCode: now.postcode === null ? null : outwardCodeOf(now.postcode) },
    });
  await appendAudit(tx, {
    actor,
    action: 'candidate.contact_changed',
    subject: `candidate:${candidateId}`,
    facts: { fields },
  });
  return now;
}
