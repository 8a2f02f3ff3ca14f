import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import type { CvStatus } from '../database/generated/enums.js';
import type { Actor } from '../http/actor.js';
import { signCandidateLink } from '../http/candidate-link.js';
import type { LinkSettings } from '../messages/compose-message.js';
import type { Receipt } from './store-upload.js';

export interface PresentedReceipt {
  readonly id: string;
  readonly candidateId: string;
  readonly status: CvStatus;
  readonly statusUrl: string;
}

interface Row {
  readonly status: CvStatus;
  readonly link_version: number;
  readonly expires: number;
  readonly recent: boolean;
}

/**
 * The answer to an upload. Its link opens the person's own data, so a repeated upload gets one only within a day, when
 * it is somebody whose first answer got lost: later, whoever holds a copy of the CV could ask for it.
 */
export async function presentReceipt(
  { pool, prisma }: Database,
  { publicUrl, linkSecret, linkDays }: LinkSettings,
  actor: Actor,
  { cvId, candidateId, isNew }: Receipt,
): Promise<PresentedReceipt> {
  const { rows } = await pool.query<Row>(
    `SELECT cv.status, p.link_version, cv.received_at > now() - interval '24 hours' AS recent,
            floor(extract(epoch FROM now() + make_interval(days => $2)))::float8 AS expires
       FROM cv, candidate p WHERE cv.id = $1 AND p.id = $3`,
    [cvId, linkDays, candidateId],
  );
  const row = rows[0];
  if (!row) throw new Error('the CV is gone that was just stored');
  const isTheirs =
    actor.kind === 'staff' || (actor.kind === 'candidate' && actor.candidateId === candidateId);
  const address = `${publicUrl}/v1/cvs/${cvId}`;
  const link = { candidateId, linkVersion: row.link_version, expires: row.expires };
  const mayHaveLink = isNew || isTheirs || row.recent;
  if (actor.kind === 'staff') {
    // Whoever has the link acts as the person, so it is on record who was shown one.
    await prisma.$transaction((tx) =>
      appendAudit(tx, {
        actor,
        action: 'candidate.link_shown',
        subject: `candidate:${candidateId}`,
        facts: { cvId },
      }),
    );
  }
  return {
    id: cvId,
    candidateId,
    status: row.status,
    statusUrl: mayHaveLink ? `${address}?token=${signCandidateLink(link, linkSecret)}` : address,
  };
}
