import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import { actAs } from '../database/act-as.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { MONITORING_QUESTIONS, QUESTION_NAMES } from './monitoring-questions.js';

export const monitoringAnswers = z
  .strictObject({
    age: z.enum(MONITORING_QUESTIONS.age).nullable(),
    sex: z.enum(MONITORING_QUESTIONS.sex).nullable(),
    ethnic_group: z.enum(MONITORING_QUESTIONS.ethnic_group).nullable(),
    disability: z.enum(MONITORING_QUESTIONS.disability).nullable(),
  })
  .meta({ id: 'MonitoringAnswers', description: 'Null: prefers not to say, and nothing is kept.' });
export type MonitoringAnswers = z.output<typeof monitoringAnswers>;

/**
 * Keeps what a person says of themselves for equality monitoring, instead of what they said before. The audit trail has
 * that they did, not what.
 *
 * @throws Problem `not_found` for whoever is not that person; staff are nobody here.
 */
export async function answerMonitoring(
  tx: Transaction,
  actor: Actor,
  candidateId: string,
  answers: MonitoringAnswers,
): Promise<void> {
  const person = themselves(actor, candidateId);
  await actAs(tx, 'ot_match_monitoring', async () => {
    await tx.monitoringAnswer.deleteMany({ where: { candidateId } });
    const data = QUESTION_NAMES.flatMap((question) => {
      const answer = answers[question];
      return answer === null ? [] : [{ candidateId, question, answer }];
    });
    await tx.monitoringAnswer.createMany({ data });
  });
  await appendAudit(tx, {
    actor: person,
    action: 'candidate.monitoring_answered',
    subject: `candidate:${candidateId}`,
  });
}

/** What a person has said, to them alone. @throws Problem `not_found` */
export async function viewMonitoring(
  { prisma }: Database,
  actor: Actor,
  candidateId: string,
): Promise<MonitoringAnswers> {
  themselves(actor, candidateId);
  const rows = await prisma.$transaction((tx) =>
    actAs(tx, 'ot_match_monitoring', () => tx.monitoringAnswer.findMany({ where: { candidateId } })),
  );
  const said = new Map(rows.map(({ question, answer }) => [question, answer]));
  return monitoringAnswers.parse(
    Object.fromEntries(QUESTION_NAMES.map((one) => [one, said.get(one) ?? null])),
  );
}

function themselves(actor: Actor, candidateId: string): Extract<Actor, { kind: 'candidate' }> {
  if (actor.kind !== 'candidate' || actor.candidateId !== candidateId) throw new Problem('not_found');
  return actor;
}
