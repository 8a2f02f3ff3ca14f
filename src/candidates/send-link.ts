import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import { ANONYMOUS } from '../http/actor.js';
import type { Afterwards } from '../http/afterwards.js';
import type { StaffActor } from '../http/named-person.js';
import { normaliseEmail } from '../http/text.js';
import { writeMessage } from '../messages/write-message.js';
import { countAttempt } from '../staff/throttle.js';
import { lockPerson } from './find-person.js';

/** A wish counts apart from signing in, so that asking holds up nobody. */
const WISHES = 'candidate-link ';
/** Somebody may have sent CVs as several records; the newest are enough. */
const MOST_RECORDS = 3;
/** With the hash of an address: wishes for it come one after the other. */
const WISH_LOCK = 7_170_011;

const LINK = {
  kind: 'new_link',
  subject: 'The link to your page',
  body: 'Here is the link to your page again. The links that we sent you before work as well, until they run out.',
} as const;

/** Sends a person the link to their page, whatever links they have. @returns id of the message. @throws Problem `not_found` */
export function sendLink({ prisma }: Database, actor: StaffActor, candidateId: string): Promise<string> {
  return prisma.$transaction(async (tx) => {
    const personId = await lockPerson(tx, actor, candidateId);
    const id = await writeMessage(tx, { ...LINK, candidateId: personId, createdById: actor.staffId });
    await appendAudit(tx, {
      actor,
      action: 'candidate.link_sent',
      subject: `candidate:${personId}`,
      facts: { messageId: id },
    });
    return id;
  });
}

export interface LinkWishDependencies {
  readonly database: Database;
  /** Keys the counting of wishes. */
  readonly linkSecret: string;
  readonly afterwards: Afterwards;
}

/**
 * Somebody who lost their link asks for it: it goes to the address on record and nowhere else, once in a quarter of an
 * hour. For an address that nobody has, nothing. Resolves before anybody is looked for, so that the time of the answer does
 * not say who is on record.
 *
 * @param address where the wish comes from.
 * @throws Problem `too_many_attempts`, whether or not anybody has the address.
 */
export async function sendLinkAgain(
  { database, linkSecret, afterwards }: LinkWishDependencies,
  email: string,
  address: string,
): Promise<void> {
  const normalised = normaliseEmail(email);
  await countAttempt(database, linkSecret, WISHES + normalised, { address: WISHES + address, device: null });
  afterwards.begin('a link that was asked for is not sent', () => writeLinks(database, normalised));
}

/** One wish for an address at a time: the next one sees what this one has written, of whichever record. */
async function writeLinks({ prisma }: Database, normalised: string): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${WISH_LOCK}::int, hashtext(${normalised}))`;
    const records = await tx.$queryRaw<{ id: string }[]>`
      SELECT t.candidate_id::text AS id FROM contact t
       WHERE t.email_key = ${normalised}
         AND NOT EXISTS (SELECT 1 FROM contact any_of JOIN message m ON m.candidate_id = any_of.candidate_id
                          WHERE any_of.email_key = ${normalised} AND m.kind = 'new_link'
                            AND m.created_at > now() - interval '15 minutes')
       ORDER BY t.candidate_id DESC LIMIT ${MOST_RECORDS}`;
    for (const { id } of records) {
      await writeMessage(tx, { ...LINK, candidateId: id, createdById: null });
      await appendAudit(tx, {
        actor: ANONYMOUS,
        action: 'candidate.link_asked',
        subject: `candidate:${id}`,
      });
    }
  });
}
