import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import { findPerson, recordsShown } from '../candidates/find-person.js';
import type { Database } from '../database/client.js';
import type { PersonRequest } from '../database/generated/client.js';
import type { Actor } from '../http/actor.js';
import { asActor } from '../http/as-actor.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import type { Transaction } from '../http/idempotency.js';
import type { StaffActor } from '../http/named-person.js';
import { Problem } from '../http/problem.js';
import { maskCandidate } from '../matches/present-match.js';
import { staffNames } from '../decisions/what-was-shown.js';
import { writeMessage } from '../messages/write-message.js';
import type { newRequest, requestList, requestPage, requestView } from './schema.js';

/** More open requests of one person at a time are one request. */
const MOST_OPEN = 10;
const MOST_LISTED = 200;

/**
 * A candidate asks for a person, or contests a decision. It is due within a month: UK GDPR, Article 12(3), which the
 * rights of Articles 15 to 22C share.
 *
 * @throws Problem `not_found`; `too_many_requests` with ten of theirs open.
 */
export async function askForPerson(
  tx: Transaction,
  actor: Actor,
  candidateId: string,
  { kind, words }: z.output<typeof newRequest>,
): Promise<void> {
  const personId = await findPerson(tx, actor, candidateId);
  if ((await tx.personRequest.count({ where: { candidateId, answeredAt: null } })) >= MOST_OPEN)
    throw new Problem('too_many_requests', {
      detail: 'Ten of your requests are open. We answer those first.',
    });
  const id = uuidv7();
  await tx.$executeRaw`
    INSERT INTO person_request (id, candidate_id, kind, words, due_at)
    VALUES (${id}::uuid, ${candidateId}::uuid, ${kind}, ${words}, now() + interval '1 month')`;
  await appendAudit(tx, {
    actor,
    action: 'request.made',
    subject: `candidate:${personId}`,
    facts: { requestId: id, kind },
  });
}

/** A named person answers, once, and the candidate is told. @throws Problem `not_found`, `answered_already`. */
export async function answerRequest(
  tx: Transaction,
  actor: StaffActor,
  id: string,
  answer: string,
): Promise<string> {
  const [answered] = await tx.personRequest.updateManyAndReturn({
    where: { id, answeredAt: null },
    data: { answer, answeredAt: new Date(), answeredById: actor.staffId },
  });
  if (!answered) {
    throw new Problem(
      (await tx.personRequest.count({ where: { id } })) > 0 ? 'answered_already' : 'not_found',
    );
  }
  const { candidateId } = answered;
  await writeMessage(tx, {
    candidateId,
    kind: 'request_answered',
    subject: 'Our answer to you',
    body: answer,
    createdById: actor.staffId,
  });
  await appendAudit(tx, {
    actor,
    action: 'request.answered',
    subject: `candidate:${candidateId}`,
    facts: { requestId: id },
  });
  return candidateId;
}

/**
 * The newest first: for themselves, of the record that their link opens; for staff, of all that were merged.
 *
 * @throws Problem `not_found`, also for somebody else's record.
 */
export async function listRequests(
  database: Database,
  actor: Actor,
  candidateId: string,
): Promise<z.input<typeof requestList>> {
  return asActor(database, actor, async (tx) => {
    const records = await recordsShown(tx, actor, candidateId);
    const rows = await tx.personRequest.findMany({
      where: { candidateId: { in: records } },
      orderBy: { id: 'desc' },
      take: MOST_LISTED,
    });
    const names = await staffNames(
      { prisma: tx },
      rows.map(({ answeredById }) => answeredById),
    );
    return { items: rows.map((row) => present(row, names)) };
  });
}

/** What waits for an answer, the most urgent first. */
export async function listOpenRequests(
  { prisma }: Database,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<z.input<typeof requestPage>> {
  const after = decodeCursor('requests', z.tuple([z.iso.datetime(), z.uuid()]), cursor);
  const [due, id] = after ?? [];
  const rows = await prisma.personRequest.findMany({
    where: {
      answeredAt: null,
      ...(due !== undefined &&
        id !== undefined && {
          OR: [{ dueAt: { gt: new Date(due) } }, { dueAt: new Date(due), id: { gt: id } }],
        }),
    },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map((row) => present(row, new Map()));
  const last = items.at(-1);
  return {
    items,
    nextCursor: last && rows.length > limit ? encodeCursor('requests', [last.dueAt, last.id]) : null,
  };
}

/** How many wait for an answer. */
export function countOpenRequests({ prisma }: Database): Promise<number> {
  return prisma.personRequest.count({ where: { answeredAt: null } });
}

/** @param names of staff by id, of those who answered. */
function present(row: PersonRequest, names: ReadonlyMap<string, string>): z.input<typeof requestView> {
  return {
    id: row.id,
    candidate: maskCandidate(row.candidateId),
    kind: row.kind as z.input<typeof requestView>['kind'],
    words: row.words,
    madeAt: row.madeAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    overdue: row.answeredAt === null && row.dueAt < new Date(),
    answer: row.answer,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    answeredBy: row.answeredById && (names.get(row.answeredById) ?? 'a former colleague'),
  };
}
