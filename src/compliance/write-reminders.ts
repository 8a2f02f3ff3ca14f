import { appendAudit } from '../audit/append-audit.js';
import { personOf } from '../candidates/duplicates/person-of.js';
import { hasConsent } from '../consents/give-consent.js';
import type { Database } from '../database/client.js';
import type { Transaction } from '../http/idempotency.js';
import { writeMessage } from '../messages/write-message.js';
import { addDays, dayInLondon } from '../london-day.js';
import { findEndingChecks, type EndingCheck, type EndingPage } from './ending-checks.js';

/** A second reminder for whoever has not sent anything. */
const SECOND_DAYS = 7;
/** Nobody is reminded of what ended longer ago. */
const ENDED_DAYS = 30;
/** Checks that are fetched at once. */
const PAGE_OF_CHECKS = 5_000;

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/**
 * Reminds people, through the outbox, of checks of theirs that are about to end or have ended: some time before, a week
 * before and after the end, once each, which the database keeps. Only whoever lets us put them forward; all that is due of
 * one person is one message.
 *
 * @param warnDays days before the last day at which the first reminder goes.
 * @param pageSize checks that are fetched at once; all are looked at.
 * @returns the number of messages written.
 */
export async function writeReminders(
  database: Pick<Database, 'prisma' | 'pool'>,
  warnDays: number,
  now: Date = new Date(),
  pageSize: number = PAGE_OF_CHECKS,
): Promise<number> {
  const today = dayInLondon(now);
  const span = { from: addDays(today, -ENDED_DAYS), until: addDays(today, warnDays) };
  // All pages before the first message: the checks of one person may lie on several.
  const byPerson = new Map<string, EndingCheck[]>();
  let after: EndingPage['next'] = null;
  do {
    const page: EndingPage = await findEndingChecks(database.pool, span, after, pageSize);
    for (const check of page.checks) {
      const ofPerson = byPerson.get(check.personId);
      if (ofPerson) ofPerson.push(check);
      else byPerson.set(check.personId, [check]);
    }
    after = page.next;
  } while (after !== null);
  let written = 0;
  for (const [personId, ofPerson] of byPerson) {
    const isWritten = await database.prisma.$transaction((tx) =>
      remindPerson(tx, personId, ofPerson, { today, warnDays }),
    );
    written += isWritten ? 1 : 0;
  }
  return written;
}

async function remindPerson(
  tx: Transaction,
  candidateId: string,
  checks: readonly EndingCheck[],
  { today, warnDays }: { readonly today: string; readonly warnDays: number },
): Promise<boolean> {
  const personId = await personOf(tx, candidateId);
  // Erased, or no longer to be put forward, a moment ago.
  if (personId === null || !(await hasConsent(tx, personId, 'represent'))) return false;
  const due: EndingCheck[] = [];
  for (const check of checks) {
    const { count } = await tx.complianceReminder.createMany({
      data: { checkId: check.id, daysLeft: thresholdOf(check.validUntil, today, warnDays) },
      skipDuplicates: true,
    });
    if (count > 0) due.push(check);
  }
  const [first] = due;
  if (!first) return false;
  await writeMessage(tx, {
    candidateId: personId,
    kind: 'compliance_ending',
    subject: 'Something we have checked is about to end',
    body: bodyOf(due, today),
    createdById: first.checkedById,
  });
  await appendAudit(tx, {
    actor: 'system',
    action: 'compliance.reminded',
    subject: `candidate:${personId}`,
    facts: { checkIds: due.map(({ id }) => id) },
  });
  return true;
}

/** The threshold that was passed last, in days before the end; 0: it has ended. */
function thresholdOf(validUntil: string, today: string, warnDays: number): number {
  if (validUntil < today) return 0;
  return validUntil <= addDays(today, SECOND_DAYS) ? Math.min(SECOND_DAYS, warnDays) : warnDays;
}

function bodyOf(checks: readonly EndingCheck[], today: string): string {
  const lines = checks.map(({ title, validUntil }) => {
    const verb = validUntil < today ? 'ended on' : 'ends on';
    return `- ${title}: ${verb} ${DAY.format(new Date(validUntil))}`;
  });
  return [
    'We have these of you on file for the posts that you want to be put forward for, and they need to be renewed:',
    '',
    ...lines,
    '',
    'Please send your consultant the new document or certificate, or say when it will come.',
  ].join('\n');
}
