import { recordLook } from '../audit/append-look.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { requireScope } from '../http/authorise.js';

/**
 * Names of people whom lists show without one, by id. That they were shown, and to whom, is recorded.
 *
 * @throws Problem `scope_missing` by a key that is not good for contact data; `hourly_limit_reached`.
 */
export async function revealNames(
  database: Database,
  actor: Actor,
  candidateIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  requireNameScope(actor);
  if (candidateIds.length === 0) return new Map();
  const contacts = await database.prisma.contact.findMany({
    where: { candidateId: { in: [...candidateIds] } },
    select: { candidateId: true, name: true },
  });
  if (contacts.length > 0)
    await recordLook(database, {
      actor,
      action: 'candidate.names_revealed',
      subject: 'candidates',
      facts: { candidateIds: contacts.map(({ candidateId }) => candidateId) },
    });
  return new Map(contacts.map(({ candidateId, name }) => [candidateId, name]));
}

/** For what records a look of its own before names are revealed. @throws Problem `scope_missing`, as revealNames does. */
export function requireNameScope(actor: Actor): void {
  requireScope(actor, 'candidates:read');
}
