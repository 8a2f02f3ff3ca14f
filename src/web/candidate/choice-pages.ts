import { z } from 'zod';
import { answerQuestion } from '../../candidate-side/ask-questions.js';
import { askForPerson } from '../../candidate-side/ask-a-person.js';
import { correctReading, withdrawCorrection } from '../../candidate-side/correct-reading.js';
import { answer, newCorrection, newRequest } from '../../candidate-side/schema.js';
import { giveConsent } from '../../consents/give-consent.js';
import { withdrawConsent } from '../../consents/withdraw-consent.js';
import type { Database } from '../../database/client.js';
import { answerMonitoring, monitoringAnswers } from '../../fairness/monitoring-answers.js';
import { QUESTION_NAMES } from '../../fairness/monitoring-questions.js';
import type { Actor } from '../../http/actor.js';
import { asActor } from '../../http/as-actor.js';
import type { Transaction } from '../../http/idempotency.js';
import { Problem } from '../../http/problem.js';
import { CANDIDATE, type Call, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import type { Enqueue } from '../../queue/contracts.js';
import { enqueueOwed } from '../../queue/enqueue-owed.js';
import type { OwedJob } from '../../queue/queue.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { pick, type Fields } from '../address.js';
import { linkTokenOf, withToken } from '../link-token.js';
import type { PageMaker, Redirect } from '../page.js';

export interface ChoiceDependencies {
  readonly database: Database;
  readonly enqueue: Enqueue;
  readonly taxonomy: Taxonomy;
}

const byId = z.object({ id: z.uuid() });
const anything = z.looseObject({});
const choice = z.object({ scope: z.enum(['keep', 'represent']), wish: z.enum(['give', 'withdraw']) });

type PageCall = Call<{ readonly id: string }, unknown, Fields>;

/** What candidates decide and put right on their page, each by a form of its own. */
export function choicePages(pages: PageMaker, { database, enqueue, taxonomy }: ChoiceDependencies): Route[] {
  const form = (
    name: string,
    summary: string,
    work: (tx: Transaction, actor: Candidate, body: Fields) => Promise<readonly OwedJob[]>,
  ): Route =>
    pages.define({
      method: 'post',
      path: `/cv/{id}/${name}`,
      summary,
      access: CANDIDATE,
      params: byId,
      body: anything,
      async show(call) {
        const { actor, body } = call;
        const candidate = candidateOnly(actor);
        enqueueOwed(enqueue, await asActor(database, actor, (tx) => work(tx, candidate, body)));
        return backTo(call, name);
      },
    });

  return [
    form('consents', 'Agree to something, or take it back', (tx, actor, body) => {
      const { scope, wish } = validate(choice, pick(body, ['scope', 'wish']));
      const change = wish === 'give' ? giveConsent : withdrawConsent;
      return change(tx, actor, actor.candidateId, { scope });
    }),
    form('corrections', 'Say that something read is wrong, or missing', (tx, actor, body) => {
      const correction = validate(newCorrection, pick(body, ['kind', 'conceptId', 'statement']));
      return correctReading(tx, actor, actor.candidateId, correction, taxonomy);
    }),
    form('corrections/withdrawals', 'Take a correction back', (tx, actor, body) => {
      const { correctionId } = validate(z.object({ correctionId: z.uuid() }), pick(body, ['correctionId']));
      return withdrawCorrection(tx, actor, correctionId);
    }),
    form('answers', 'Answer a question', async (tx, actor, body) => {
      const given = validate(answer.extend({ questionId: z.uuid() }), pick(body, ['questionId', 'answer']));
      await answerQuestion(tx, actor, given.questionId, given.answer);
      return [];
    }),
    form('monitoring', 'Say something for equality monitoring', async (tx, actor, body) => {
      const said = pick(body, QUESTION_NAMES);
      const answers = Object.fromEntries(
        QUESTION_NAMES.map((question) => [question, said[question] ?? null]),
      );
      await answerMonitoring(tx, actor, actor.candidateId, validate(monitoringAnswers, answers));
      return [];
    }),
    form('requests', 'Ask for a person', async (tx, actor, body) => {
      const request = validate(newRequest, { kind: 'ask_person', ...pick(body, ['words']) });
      await askForPerson(tx, actor, actor.candidateId, request);
      return [];
    }),
  ];
}

type Candidate = Extract<Actor, { kind: 'candidate' }>;

function candidateOnly(actor: Actor): Candidate {
  if (actor.kind !== 'candidate') throw new Problem('not_allowed');
  return actor;
}

function backTo({ params, request }: Pick<PageCall, 'params' | 'request'>, done: string): Redirect {
  const path = withToken(`/cv/${params.id}`, linkTokenOf(request));
  return { to: `${path}#${done.split('/')[0] ?? ''}` };
}
