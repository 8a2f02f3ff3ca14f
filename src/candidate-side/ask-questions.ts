import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import { lockPerson, recordsShown } from '../candidates/find-person.js';
import { requireKeeping } from '../consents/give-consent.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { asActor } from '../http/as-actor.js';
import type { Transaction } from '../http/idempotency.js';
import type { StaffActor } from '../http/named-person.js';
import { faultyField, Problem } from '../http/problem.js';
import { writeMessage } from '../messages/write-message.js';
import type { newQuestions, questionList } from './schema.js';

/**
 * Keeps questions and the message about them together.
 *
 * @throws Problem `not_found`, `invalid_request`; `keeping_needed`: nobody is asked who does not let us keep their CV.
 */
export async function askQuestions(
  tx: Transaction,
  actor: StaffActor,
  candidateId: string,
  { vacancyId, questions }: z.output<typeof newQuestions>,
): Promise<void> {
  const personId = await lockPerson(tx, actor, candidateId);
  await requireKeeping(tx, personId);
  if (vacancyId !== undefined && (await tx.vacancy.count({ where: { id: vacancyId } })) === 0) {
    throw faultyField('vacancyId', 'There is no such vacancy.');
  }
  await tx.question.createMany({
    data: questions.map((question) => ({
      ...question,
      id: uuidv7(),
      candidateId: personId,
      vacancyId: vacancyId ?? null,
      askedById: actor.staffId,
    })),
  });
  await writeMessage(tx, {
    candidateId: personId,
    kind: 'questions',
    subject: questions.length === 1 ? 'A question about your CV' : 'Questions about your CV',
    body: questions.map(({ question }, index) => `${index + 1}. ${question}`).join('\n'),
    createdById: actor.staffId,
  });
  await appendAudit(tx, {
    actor,
    action: 'questions.asked',
    subject: `candidate:${personId}`,
    facts: { questions: questions.length, ...(vacancyId === undefined ? {} : { vacancyId }) },
  });
}

/**
 * The candidate answers, once: what staff have read is not rewritten.
 *
 * @throws Problem `not_found`, also for somebody else's question; `answered_already`.
 */
export async function answerQuestion(
  tx: Transaction,
  actor: Actor,
  id: string,
  answer: string,
): Promise<string> {
  const question = await tx.question.findUnique({ where: { id }, select: { candidateId: true } });
  if (!question || actor.kind !== 'candidate' || actor.candidateId !== question.candidateId)
    throw new Problem('not_found');
  const { count } = await tx.question.updateMany({
    where: { id, answer: null },
    data: { answer, answeredAt: new Date() },
  });
  if (count === 0) throw new Problem('answered_already');
  await appendAudit(tx, {
    actor,
    action: 'question.answered',
    subject: `candidate:${question.candidateId}`,
    facts: { questionId: id },
  });
  return question.candidateId;
}

/**
 * The newest first: for themselves, of the record that their link opens; for staff, of all that were merged.
 *
 * @throws Problem `not_found`, also for somebody else's record.
 */
export async function listQuestions(
  database: Database,
  actor: Actor,
  candidateId: string,
): Promise<z.input<typeof questionList>> {
  const rows = await asActor(database, actor, async (tx) => {
    const records = await recordsShown(tx, actor, candidateId);
    return tx.question.findMany({
      where: { candidateId: { in: records } },
      orderBy: { id: 'desc' },
      take: 500,
    });
  });
  return {
    items: rows.map(({ id, vacancyId, about, question, askedAt, answer, answeredAt }) => ({
      ...{ id, vacancyId, about, question, answer },
      askedAt: askedAt.toISOString(),
      answeredAt: answeredAt?.toISOString() ?? null,
    })),
  };
}
