import { z } from 'zod';
import { listQuestions } from '../../candidate-side/ask-questions.js';
import { listCorrections } from '../../candidate-side/correct-reading.js';
import { viewCompliance } from '../../compliance/view-compliance.js';
import { listConsents } from '../../consents/list-consents.js';
import { viewCv } from '../../cvs/view-cv.js';
import type { cvView } from '../../cvs/schema.js';
import type { Database } from '../../database/client.js';
import { viewMonitoring } from '../../fairness/monitoring-answers.js';
import { MONITORING_QUESTIONS, QUESTION_NAMES } from '../../fairness/monitoring-questions.js';
import type { Actor } from '../../http/actor.js';
import type { Access, Route } from '../../http/route.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { address } from '../address.js';
import { linkTokenOf, withToken } from '../link-token.js';
import { markQuote } from '../mark-text.js';
import type { PageMaker } from '../page.js';
import { choicesOf as choicesOfKind } from '../words.js';

const THEIRS_OR_STAFF: Access = {
  kind: 'candidate_or_staff',
  roles: ['consultant', 'agency_staff', 'admin'],
};

export interface StatusPageDependencies {
  readonly database: Database;
  readonly taxonomy: Taxonomy;
  readonly compliance: { readonly warnDays: number };
}

/** What became of a CV, and what was read from it: for the person whose CV it is, and for staff. */
export function statusPages(
  pages: PageMaker,
  { database, taxonomy, compliance }: StatusPageDependencies,
): Route[] {
  /** What the person has agreed to and put right, and where they change it. */
  const choicesOf = async (
    actor: Extract<Actor, { kind: 'candidate' }>,
    cvId: string,
    token: string | null,
  ) => {
    const [consents, corrections, said, file, questions] = await Promise.all([
      listConsents(database, actor, actor.candidateId),
      listCorrections(database, taxonomy, actor, actor.candidateId),
      viewMonitoring(database, actor, actor.candidateId),
      viewCompliance(database, compliance.warnDays, actor, actor.candidateId),
      listQuestions(database, actor, actor.candidateId),
    ]);
    const standing = (scope: string) => consents.items.find((one) => one.scope === scope && one.stands);
    const form = (name: string): string => withToken(`/cv/${cvId}/${name}`, token);
    const held = (format: string): string =>
      address(`/v1/candidates/${actor.candidateId}/export`, { format, token: token ?? undefined });
    return {
      questions: questions.items,
      consent: { keep: standing('keep'), represent: standing('represent') },
      corrections: corrections.items,
      // Of somebody who is not under consideration nothing is checked, and nothing is said to be missing.
      requirements: file.checks.length === 0 ? [] : file.requirements,
      monitoring: QUESTION_NAMES.map((question) => ({
        question,
        said: said[question],
        answers: choicesOfKind('monitoringAnswer', MONITORING_QUESTIONS[question]),
      })),
      forms: {
        consents: form('consents'),
        corrections: form('corrections'),
        takeBack: form('corrections/withdrawals'),
        requests: form('requests'),
        monitoring: form('monitoring'),
        answers: form('answers'),
        erasure: form('erasure'),
        download: held('html'),
        downloadJson: held('json'),
      },
    };
  };

  return [
    pages.define({
      path: '/cv/{id}',
      summary: 'What became of a CV',
      access: THEIRS_OR_STAFF,
      params: z.object({ id: z.uuid() }),
      async show({ actor, params, request }) {
        const cv = await viewCv(database, taxonomy, actor, params.id);
        const token = linkTokenOf(request);
        return {
          view: 'candidate/status',
          title: TITLES[cv.status],
          data: {
            cv,
            steps: stepsOf(cv),
            isFinal: cv.status !== 'received' && cv.status !== 'read',
            events: withToken(`/v1/cvs/${params.id}/events`, token),
            again: withToken('/cv', token),
            here: request.originalUrl,
            mark: markQuote,
            choices: actor.kind === 'candidate' ? await choicesOf(actor, params.id, token) : null,
            isTheirs: actor.kind === 'candidate',
          },
        };
      },
    }),
  ];
}

type Cv = z.input<typeof cvView>;

const TITLES: Readonly<Record<Cv['status'], string>> = {
  received: 'We have your CV',
  read: 'We have your CV',
  ready: 'Your CV has been read',
  unreadable: 'We could not read your CV',
  failed: 'We have your CV',
};

interface Step {
  readonly name: string;
  readonly state: 'done' | 'now' | 'next' | 'stopped';
  readonly at: string | null;
  readonly words: string;
}

/** The way of a CV in four steps, each with its time once it is done. */
function stepsOf({ status, receivedAt, readAt, readyAt }: Cv): Step[] {
  const stopped = status === 'unreadable' || status === 'failed';
  const isRead = status === 'read' || status === 'ready';
  const after = (done: boolean, before: boolean): Step['state'] => {
    if (done) return 'done';
    if (!before) return 'next';
    return stopped ? 'stopped' : 'now';
  };
  return [
    { name: 'Received', state: 'done', at: receivedAt, words: 'Stored safely' },
    {
      name: 'Checked and read',
      state: after(isRead, true),
      at: isRead ? readAt : null,
      words: 'The words of your CV',
    },
    {
      name: 'Understood',
      state: after(status === 'ready', isRead),
      at: readyAt,
      words: 'What they say about your work',
    },
    {
      name: 'Ready for consultants',
      state: after(status === 'ready', status === 'ready'),
      at: readyAt,
      words: 'People can find you for suitable posts',
    },
  ];
}
