import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { asActor } from '../http/as-actor.js';
import { writeMessage } from '../messages/write-message.js';
import { recordsOf } from './duplicates/records-of.js';
import { lockPerson } from './find-person.js';

const NEW_LINK = {
  kind: 'new_link',
  subject: 'A new link to your page',
  body: 'The links that we sent you before do not work any more. You did nothing wrong: we ended them so that nobody but you can open your page.',
} as const;

/**
 * Ends every link that was given out to a person, of all their records: by themselves, or by staff who were told that
 * one got into other hands. The next message to them has a new one.
 *
 * @param sentNewById the member of staff who sends them a new link at once; null: nobody does.
 * @throws Problem `not_found`, also for somebody else's record.
 */
export async function revokeLinks(
  database: Database,
  actor: Actor,
  candidateId: string,
  sentNewById: string | null = null,
): Promise<void> {
  await asActor(database, actor, async (tx) => {
    const personId = await lockPerson(tx, actor, candidateId);
    const records = await recordsOf(tx, personId);
    await tx.candidate.updateMany({
      where: { id: { in: records } },
      data: { linkVersion: { increment: 1 } },
    });
    if (sentNewById !== null)
      await writeMessage(tx, { ...NEW_LINK, candidateId: personId, createdById: sentNewById });
    await appendAudit(tx, { actor, action: 'candidate.links_revoked', subject: `candidate:${personId}` });
  });
}
