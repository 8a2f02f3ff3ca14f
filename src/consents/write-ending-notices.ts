import { appendAudit } from '../audit/append-audit.js';
import { personOf } from '../candidates/duplicates/person-of.js';
import type { Database } from '../database/client.js';
import { consentStands } from '../database/consent-stands.js';
import type { Transaction } from '../http/idempotency.js';
import { writeMessage } from '../messages/write-message.js';

/** Before the last day of an agreement to be kept: time enough to renew it, and late enough not to be forgotten. */
const NOTICE_DAYS = 30;
/** Of each kind in one call; the next one goes on. */
const MOST = 1_000;

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' });

interface Due {
  readonly id: string;
  /** The end of the agreement, or of what is held. */
  readonly on: Date;
}

/** The newest agreement of a person ends soon, and nothing was written about this end. */
const ENDING = `
  SELECT k.candidate_id AS id, k.expires_at AS on FROM consent k
   WHERE k.scope = 'keep' AND ${consentStands('k')} AND k.expires_at < now() + make_interval(days => ${NOTICE_DAYS})
     AND NOT EXISTS (SELECT 1 FROM consent l WHERE l.candidate_id = k.candidate_id AND l.scope = 'keep' AND ${consentStands('l')}
                        AND (l.expires_at IS NULL OR (l.expires_at, l.id) > (k.expires_at, k.id)))
     AND NOT EXISTS (SELECT 1 FROM message m WHERE m.candidate_id = k.candidate_id AND m.kind = 'consent_ending'
                        AND m.created_at > k.expires_at - make_interval(days => ${NOTICE_DAYS + 1}))
   ORDER BY k.expires_at LIMIT ${MOST}`;

/** Set apart by the rules of retention, and nothing was written about it. */
const SET_APART = `
  SELECT q.candidate_id AS id, q.erase_after AS on FROM quarantine q
   WHERE q.erase_after > now()
     AND NOT EXISTS (SELECT 1 FROM message m WHERE m.candidate_id = q.candidate_id AND m.kind = 'set_apart'
                        AND m.created_at >= q.since)
   ORDER BY q.erase_after LIMIT ${MOST}`;

/**
 * Tells people, through the outbox, that their agreement to be kept is about to end, and that they have been set apart to be
 * erased: once each time. Nobody's agreement runs out in silence.
 *
 * @returns the number of messages written.
 */
export async function writeEndingNotices({ prisma, pool }: Database): Promise<number> {
  let written = 0;
  for (const [sql, kind] of [
    [ENDING, 'consent_ending'],
    [SET_APART, 'set_apart'],
  ] as const) {
    const { rows } = await pool.query<Due>(sql);
    for (const due of rows) {
      const isWritten = await prisma.$transaction((tx) => writeNotice(tx, kind, due));
      written += isWritten ? 1 : 0;
    }
  }
  return written;
}

async function writeNotice(tx: Transaction, kind: keyof typeof WORDS, { id, on }: Due): Promise<boolean> {
  // Erased or merged a moment ago.
  if ((await personOf(tx, id)) !== id) return false;
  const { subject, body } = WORDS[kind];
  await writeMessage(tx, { candidateId: id, kind, subject, body: body(DAY.format(on)), createdById: null });
  await appendAudit(tx, {
    actor: 'system',
    action: 'consent.notice_written',
    subject: `candidate:${id}`,
    facts: { kind },
  });
  return true;
}

const WORDS = {
  consent_ending: {
    subject: 'May we keep your CV for longer?',
    body: (day: string) =>
      `You agreed that we keep your CV until ${day}. After that you are in no list any more, and a month later everything is ` +
      'deleted. If you want us to keep it for two more years, say so on your page. You need do nothing otherwise.',
  },
  set_apart: {
    subject: 'Your CV will be deleted',
    body: (day: string) =>
      'We may no longer keep your CV: you took your agreement back, or it has run out. You are in no list any more. On ' +
      `${day} everything that we hold about you is deleted, but for what the law obliges us to keep. If that is not what you ` +
      'want, agree on your page again before then. You need do nothing otherwise.',
  },
} as const;
