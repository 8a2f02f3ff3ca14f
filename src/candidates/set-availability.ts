import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { asActor } from '../http/as-actor.js';
import { day } from '../http/text.js';
import { findPerson } from './find-person.js';

export const availability = z
  .strictObject({
    availableFrom: day
      .nullable()
      .meta({ description: 'First day that the person can start; null: not known.' }),
  })
  .meta({ id: 'Availability' });

/**
 * Notes from when a person can start: said by themselves, for themselves alone, or by staff.
 *
 * @throws Problem `not_found`, also for somebody else's record.
 */
export async function setAvailability(
  database: Database,
  actor: Actor,
  candidateId: string,
  { availableFrom }: z.output<typeof availability>,
): Promise<void> {
  await asActor(database, actor, async (tx) => {
    const id = await findPerson(tx, actor, candidateId);
    await tx.$executeRaw`UPDATE candidate SET available_from = ${availableFrom}::date WHERE id = ${id}::uuid`;
    await appendAudit(tx, {
      actor,
      action: 'candidate.availability_set',
      subject: `candidate:${id}`,
      // Not the day, which could not be erased from there.
      facts: { isKnown: availableFrom !== null },
    });
  });
}
