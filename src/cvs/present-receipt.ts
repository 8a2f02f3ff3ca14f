import { LimitReached, recordLook } from '../audit/append-look.js';
import { recordLimit } from '../audit/limits-reached.js';
import type { Database } from '../database/client.js';
import type { CvStatus } from '../database/generated/enums.js';
import type { Actor } from '../http/actor.js';
import { hasScope } from '../http/authorise.js';
import { signCandidateLink } from '../http/candidate-link.js';
import { Problem } from '../http/problem.js';
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
 * it is somebody whose first answer got lost: later, whoever holds a copy of the CV could ask for it. Staff who hold one
 * get the link where they may be shown links elsewhere too, and it counts among what they may take out; beyond that they
 * get none, and the upload is answered all the same.
 */
export async function presentReceipt(
  database: Database,
  { publicUrl, linkSecret, linkDays }: LinkSettings,
  actor: Actor,
  { cvId, candidateId, isNew }: Receipt,
): Promise<PresentedReceipt> {
  const { pool } = database;
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
  let mayHaveLink = isNew || isTheirs || row.recent;
  if (actor.kind === 'staff')
    mayHaveLink =
      (isNew || mayBeShownLinks(actor)) && (await recordLink(database, actor, { cvId, candidateId, isNew }));
  return {
    id: cvId,
    candidateId,
    status: row.status,
    statusUrl: mayHaveLink ? `${address}?token=${signCandidateLink(link, linkSecret)}` : address,
  };
}

type Staff = Extract<Actor, { kind: 'staff' }>;

/** As of the text of a message (`GET /v1/messages/{id}/text`): a copy of a CV gives nobody more than their role and key do. */
function mayBeShownLinks(actor: Staff): boolean {
  return actor.role !== 'agency_staff' && hasScope(actor, 'messages:read');
}

/**
 * Whoever has the link acts as the person, so it is on record who was shown one.
 *
 * @returns whether it may be shown.
 */
async function recordLink(
  database: Database,
  actor: Staff,
  { cvId, candidateId, isNew }: Receipt,
): Promise<boolean> {
  try {
    await recordLook(database, {
      actor,
      action: 'candidate.link_shown',
      subject: `candidate:${candidateId}`,
      // Of a CV that came in just now they have all that the link opens.
      facts: { cvId, linkShown: !isNew },
    });
    return true;
  } catch (error) {
    if (!(error instanceof Problem) || !(error.cause instanceof LimitReached)) throw error;
    await recordLimit(database, actor, error.cause);
    return false;
  }
}
