import type pg from 'pg';
import { consentStands } from '../database/consent-stands.js';
import type { QueueLog } from '../queue/queue-log.js';
import { composeText, NEWEST_CV, type LinkSettings, type MessageRow } from './compose-message.js';

/**
 * Hands one message to a mail server. Rejects with {@link NotConnected} when nothing was handed over at all, and with the
 * server's own code (`responseCode`) when it did not take the message; after any other fault nobody knows.
 */
export type Deliver = (mail: {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}) => Promise<void>;

/** The server could not be reached, or did not let us in. */
export class NotConnected extends Error {
  constructor(cause: unknown) {
    super('no connection to the mail server', { cause });
  }
}

export interface OutboxOptions {
  readonly pool: pg.Pool;
  readonly deliver: Deliver;
  readonly links: LinkSettings;
  readonly log: QueueLog;
}

/** Of a message that the server defers. */
const MAX_ATTEMPTS = 8;
const SERVER_AWAY_SECONDS = 60;
/** Nobody waits for a mail server for longer than this: whatever is still `sending` then has lost its process. */
const LOST_AFTER = '10 minutes';
/** That a CV has come in is no news later, as where a mail server is set after a year without one. */
const RECEIVED_FOR = '7 days';

interface Claimed extends MessageRow {
  readonly id: string;
  readonly email: string;
  readonly attempts: number;
}

/**
 * Sends what waits, one message after the other. A message is marked before it is handed over: where the process dies in
 * between, nobody knows whether it arrived, so it becomes `uncertain` for a person to decide and is never sent twice by
 * itself. Resolves to the number sent.
 */
export async function sendMessages({ pool, deliver, links, log }: OutboxOptions): Promise<number> {
  await pool.query(
    `UPDATE message SET state = 'uncertain', fault = 'interrupted' WHERE state = 'sending' AND next_at < now()`,
  );
  await pool.query(
    `UPDATE message m SET state = 'failed', fault = 'too_late'
      WHERE ${IS_DUE} AND NOT ${IS_NEWS}`,
    [RECEIVED_FOR],
  );
  let sent = 0;
  for (;;) {
    const message = await claimOne(pool);
    if (!message) return sent;
    const text = composeText(message, links, true, new Date());
    try {
      await deliver({ id: message.id, to: message.email, subject: message.subject, text });
    } catch (error) {
      const verdict = judgeFault(error);
      log.warn({ messageId: message.id, fault: verdict.fault }, 'a message could not be sent');
      await noteFault(pool, message, verdict);
      // The next one would fare no better.
      if (verdict.kind === 'server_away') return sent;
      continue;
    }
    // Outside: where this fails, the message is out and stays `sending`, so it becomes `uncertain` and is not sent again.
    await pool.query(
      `UPDATE message SET state = 'sent', sent_at = now(), fault = NULL WHERE id = $1 AND state = 'sending'`,
      [message.id],
    );
    sent += 1;
  }
}

/** A consent to keep the data of the person, that stands: after a merge it is with the record that speaks for them. */
const KEEPS = `EXISTS (
  WITH RECURSIVE chain AS (
    SELECT id, merged_into_id FROM candidate WHERE id = m.candidate_id
    UNION ALL SELECT c.id, c.merged_into_id FROM chain JOIN candidate c ON c.id = chain.merged_into_id)
  SELECT 1 FROM chain JOIN consent k ON k.candidate_id = chain.id AND k.scope = 'keep' AND ${consentStands('k')})`;

/**
 * Questions and reminders only to somebody who lets us keep their data; the answer to what they asked themselves, the way
 * to their own data, and that it will be erased, go in any case.
 */
const IS_DUE = `(m.state = 'waiting' AND m.next_at <= now()
  AND EXISTS (SELECT 1 FROM contact WHERE candidate_id = m.candidate_id)
  AND (m.kind IN ('request_answered', 'new_link', 'set_apart') OR ${KEEPS}))`;

/** $1: for how long. Counted from when it was to go: what somebody has sent again after that goes out. */
const IS_NEWS = `(m.kind <> 'received' OR m.next_at > now() - $1::interval)`;

async function claimOne(pool: pg.Pool): Promise<Claimed | undefined> {
  const { rows } = await pool.query<Claimed>(
    `WITH next AS (
       SELECT m.id FROM message m
        WHERE ${IS_DUE} AND ${IS_NEWS}
        ORDER BY m.created_at LIMIT 1 FOR UPDATE OF m SKIP LOCKED),
     claimed AS (
       UPDATE message SET state = 'sending', attempts = attempts + 1, next_at = now() + $2::interval
        WHERE id IN (SELECT id FROM next) RETURNING *)
     SELECT m.id, m.candidate_id, m.subject, m.body, m.attempts, c.link_version, t.email,
            ${NEWEST_CV} AS cv_id
       FROM claimed m JOIN candidate c ON c.id = m.candidate_id JOIN contact t ON t.candidate_id = c.id`,
    [RECEIVED_FOR, LOST_AFTER],
  );
  return rows[0];
}

interface Verdict {
  /** A code, never the server's words, which may hold the address. */
  readonly fault: string;
  /**
   * `server_away`: nothing to do with the message, which waits. `deferred`, `refused`: the server's word on the recipient
   * or the message. `unknown`: it may have arrived.
   */
  readonly kind: 'server_away' | 'deferred' | 'refused' | 'unknown';
}

async function noteFault(pool: pg.Pool, { id, attempts }: Claimed, { fault, kind }: Verdict): Promise<void> {
  const isFinal = kind === 'refused' || (kind === 'deferred' && attempts >= MAX_ATTEMPTS);
  await pool.query(
    `UPDATE message SET state = $2, fault = $3, attempts = $4, next_at = now() + make_interval(secs => $5)
      WHERE id = $1 AND state = 'sending'`,
    [
      id,
      kind === 'unknown' ? 'uncertain' : isFinal ? 'failed' : 'waiting',
      fault,
      kind === 'server_away' ? attempts - 1 : attempts,
      kind === 'server_away' ? SERVER_AWAY_SECONDS : Math.min(3_600, 15 * 2 ** attempts),
    ],
  );
}

/** nodemailer's codes for what the server said of the envelope and of the text. */
const OF_THIS_MESSAGE: ReadonlySet<unknown> = new Set(['EENVELOPE', 'EMESSAGE']);

function judgeFault(error: unknown): Verdict {
  const isAway = error instanceof NotConnected;
  const { code, command, responseCode } = ((isAway ? error.cause : error) ?? {}) as {
    code?: unknown;
    command?: unknown;
    responseCode?: unknown;
  };
  const name = typeof code === 'string' ? code : 'fault';
  const fault = typeof responseCode === 'number' ? `${name}:${responseCode}` : name;
  if (isAway) return { fault, kind: 'server_away' };
  if (typeof responseCode !== 'number') return { fault, kind: 'unknown' };
  // A sender that may not send is a fault of the settings.
  if (!OF_THIS_MESSAGE.has(code) || command === 'MAIL FROM') return { fault, kind: 'server_away' };
  return { fault, kind: responseCode >= 500 ? 'refused' : 'deferred' };
}
