import { recordsOfPerson } from '../../candidates/find-person.js';
import { listQuestions } from '../../candidate-side/ask-questions.js';
import { listRequests } from '../../candidate-side/ask-a-person.js';
import { listCorrections } from '../../candidate-side/correct-reading.js';
import { listDecided } from '../../candidate-side/list-decided.js';
import { READING_SUBJECTS, REQUEST_KINDS } from '../../candidate-side/schema.js';
import { viewCompliance } from '../../compliance/view-compliance.js';
import { listConsents } from '../../consents/list-consents.js';
import type { Database } from '../../database/client.js';
import { viewMonitoring } from '../../fairness/monitoring-answers.js';
import { MONITORING_QUESTIONS, QUESTION_NAMES } from '../../fairness/monitoring-questions.js';
import { asActor } from '../../http/as-actor.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { address } from '../address.js';
import { withToken } from '../link-token.js';
import { choicesOf } from '../words.js';
import type { CandidateActor } from './candidate-only.js';

export interface ChoicesDependencies {
  readonly database: Database;
  readonly taxonomy: Taxonomy;
  readonly compliance: { readonly warnDays: number };
}

/** With less than this left, keeping is offered for longer. */
const OFFERED_AGAIN_DAYS = 365;
const DAY_MS = 86_400_000;

/** What a person has agreed to, put right and asked, what was decided about them, and where they change it. */
export async function candidateChoices(
  { database, taxonomy, compliance }: ChoicesDependencies,
  actor: CandidateActor,
  cvId: string,
  token: string | null,
) {
  const { candidateId } = actor;
  // One after the other: each takes a connection of its own, and others look at pages, too.
  const consents = await listConsents(database, actor, candidateId);
  const corrections = await listCorrections(database, taxonomy, actor, candidateId);
  const said = await viewMonitoring(database, actor, candidateId);
  const file = await viewCompliance(database, compliance.warnDays, actor, candidateId);
  const questions = await listQuestions(database, actor, candidateId);
  const requests = await listRequests(database, actor, candidateId);
  const decided = await listDecided(database, actor, candidateId);
  const records = await asActor(database, actor, (tx) => recordsOfPerson(tx, actor, candidateId));
  const standing = consents.items.filter(({ stands }) => stands);
  const keep = standing.find(({ scope }) => scope === 'keep');
  const willing = standing.filter(({ scope }) => scope === 'vacancy');
  const form = (name: string): string => withToken(`/cv/${cvId}/${name}`, token);
  const held = (format: string): string =>
    address(`/v1/candidates/${candidateId}/export`, { format, token: token ?? undefined });
  return {
    questions: questions.items,
    unanswered: questions.items.filter(({ answer }) => answer === null).length,
    consent: { keep, represent: standing.find(({ scope }) => scope === 'represent') },
    canKeepLonger: endsWithin(keep?.expiresAt ?? null, OFFERED_AGAIN_DAYS),
    willing,
    corrections: corrections.items,
    subjects: choicesOf('readingSubject', READING_SUBJECTS),
    decided: decided.map((one) => ({
      ...one,
      // Asked whether they want this one post, and not yet said yes.
      mayAgree:
        keep !== undefined &&
        one.isOpen &&
        one.stage === 'contacted' &&
        !willing.some(({ vacancyId }) => vacancyId === one.vacancyId),
    })),
    // What was decided under those that were merged with it is not shown by this link.
    hasOtherRecords: records.length > 1,
    // Of somebody who is not under consideration nothing is checked, and nothing is said to be missing.
    requirements: file.checks.length === 0 ? [] : file.requirements,
    requests: requests.items,
    requestKinds: choicesOf('requestKind', REQUEST_KINDS),
    monitoring: QUESTION_NAMES.map((question) => ({
      question,
      said: said[question],
      answers: choicesOf('monitoringAnswer', MONITORING_QUESTIONS[question]),
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
}

function endsWithin(expiresAt: string | null, days: number): boolean {
  return expiresAt !== null && Date.parse(expiresAt) - Date.now() < days * DAY_MS;
}
