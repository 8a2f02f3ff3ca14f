import { recordLook } from '../audit/append-look.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { Problem } from '../http/problem.js';
import { composeText, NEWEST_CV, type LinkSettings, type MessageRow } from './compose-message.js';

export interface ShownMessage {
  readonly id: string;
  readonly candidateId: string;
  readonly state: string;
  readonly subject: string;
  /** As it is sent. */
  readonly text: string;
  /** Whether the person's own link stands in it. */
  readonly hasLink: boolean;
}

/**
 * A message as it is sent, to be passed on by hand. The look is recorded: whoever has the link acts as the person. What was
 * sent is shown without it.
 *
 * @throws Problem `not_found`, `hourly_limit_reached`
 */
export async function showMessage(
  database: Database,
  links: LinkSettings,
  actor: Actor,
  id: string,
): Promise<ShownMessage> {
  const { rows } = await database.pool.query<MessageRow & { state: string }>(
    `SELECT m.state, m.candidate_id, m.subject, m.body, c.link_version, ${NEWEST_CV} AS cv_id
       FROM message m JOIN candidate c ON c.id = m.candidate_id WHERE m.id = $1`,
    [id],
  );
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  const hasLink = row.state !== 'sent';
  await recordLook(database, {
    actor,
    action: 'message.shown',
    subject: `candidate:${row.candidate_id}`,
    facts: { messageId: id, linkShown: hasLink },
  });
  const { candidate_id: candidateId, state, subject } = row;
  return {
    id,
    candidateId,
    state,
    subject,
    text: composeText(row, links, hasLink, new Date()),
    hasLink,
  };
}
