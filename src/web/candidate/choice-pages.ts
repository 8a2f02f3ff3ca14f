import { z } from 'zod';
import { answerQuestion } from '../../candidate-side/ask-questions.js';
import { askForPerson } from '../../candidate-side/ask-a-person.js';
import { correctReading, withdrawCorrection } from '../../candidate-side/correct-reading.js';
import { answer, newCorrection, newRequest } from '../../candidate-side/schema.js';
import { newConsent, withdrawal } from '../../consents/schema.js';
import { giveConsent } from '../../consents/give-consent.js';
import { withdrawConsent } from '../../consents/withdraw-consent.js';
import { answerMonitoring, monitoringAnswers } from '../../fairness/monitoring-answers.js';
import { QUESTION_NAMES } from '../../fairness/monitoring-questions.js';
import { asActor } from '../../http/as-actor.js';
import type { Transaction } from '../../http/idempotency.js';
import { Problem } from '../../http/problem.js';
import { byId, type Call, CANDIDATE, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import type { Enqueue } from '../../queue/contracts.js';
import { enqueueOwed } from '../../queue/enqueue-owed.js';
import type { OwedJob } from '../../queue/queue.js';
import { address, anything, type Fields, pick, valueOf } from '../address.js';
import { linkTokenOf } from '../link-token.js';
import type { PageMaker, Redirect } from '../page.js';
import { candidateOnly, type CandidateActor } from './candidate-only.js';
import { choiceFaults } from './choice-faults.js';
import { showStatus, type StatusPageDependencies } from './show-status.js';

export interface ChoiceDependencies extends StatusPageDependencies {
  readonly enqueue: Enqueue;
}

const choice = z.object({
  scope: z.enum(['keep', 'represent', 'vacancy']),
  wish: z.enum(['give', 'withdraw']),
  vacancyId: z.uuid().optional(),
});

/** The field that a kind of correction has beside its words. */
const FIELD_OF: Readonly<Record<string, string>> = { wrong: 'conceptId', reading: 'subject' };

type PageCall = Call<{ readonly id: string }, unknown, Fields>;

/** What candidates decide and put right on their page, each by a form of its own. */
export function choicePages(pages: PageMaker, dependencies: ChoiceDependencies): Route[] {
  const { database, enqueue, taxonomy } = dependencies;
  const form = (
    name: string,
    summary: string,
    work: (tx: Transaction, actor: CandidateActor, body: Fields) => Promise<readonly OwedJob[]>,
  ): Route =>
    pages.define({
      method: 'post',
      path: `/cv/{id}/${name}`,
      summary,
      access: CANDIDATE,
      params: byId,
      body: anything,
      async show(call) {
        const { actor, body, params, request } = call;
        const candidate = candidateOnly(actor);
        const section = name.split('/')[0] ?? '';
        try {
          enqueueOwed(enqueue, await asActor(database, actor, (tx) => work(tx, candidate, body)));
        } catch (error) {
          const faults = error instanceof Problem ? choiceFaults(error, section, body) : null;
          if (!(error instanceof Problem) || faults === null) throw error;
          const { status } = error;
          return showStatus(dependencies, actor, params.id, request, { faults, sent: body, status });
        }
        return backTo(call, name, section);
      },
    });

  return [
    form('consents', 'Agree to something, or take it back', (tx, actor, body) => {
      const { wish, ...consent } = validate(choice, pick(body, ['scope', 'wish', 'vacancyId']));
      const [change, schema] = wish === 'give' ? [giveConsent, newConsent] : [withdrawConsent, withdrawal];
      return change(tx, actor, actor.candidateId, validate(schema, consent));
    }),
    form('corrections', 'Say that something read is wrong, or missing', (tx, actor, body) => {
      const correction = validate(
        newCorrection,
        pick(body, ['kind', FIELD_OF[valueOf(body, 'kind') ?? ''] ?? 'kind', 'statement']),
      );
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
    form('requests', 'Ask for a person, dispute a decision, or the like', async (tx, actor, body) => {
      const request = validate(newRequest, pick(body, ['kind', 'words']));
      await askForPerson(tx, actor, actor.candidateId, request);
      return [];
    }),
  ];
}

function backTo(
  { params, request }: Pick<PageCall, 'params' | 'request'>,
  done: string,
  section: string,
): Redirect {
  const path = address(`/cv/${params.id}`, { token: linkTokenOf(request) ?? undefined, done });
  return { to: `${path}#${section}` };
}
