import { z } from 'zod';
import { askQuestions } from '../../candidate-side/ask-questions.js';
import { newQuestions } from '../../candidate-side/schema.js';
import type { Actor } from '../../http/actor.js';
import { namedPerson } from '../../http/named-person.js';
import { Problem } from '../../http/problem.js';
import { CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { decideOnPerson } from '../../submissions/decide-on-person.js';
import { move } from '../../submissions/schema.js';
import { anything, address, isNamed, pick, valueOf, type Fields } from '../address.js';
import type { Page, PageMaker, Redirect } from '../page.js';
import { faultsAmongForms } from '../pipeline/problem-sentences.js';
import { seenRevision } from '../pipeline/seen-revision.js';
import type { ReviewedPair } from './review-links.js';
import { filtersIn, keptIn } from './ranked-list.js';
import { showReview, type ReviewDependencies, type ReviewShownWith } from './show-review.js';

const pair = z.object({ id: z.uuid(), candidateId: z.uuid() });
const decisionTo = z.object({ to: z.enum(['shortlisted', 'rejected_by_agency']), next: z.uuid().optional() });
/** The most of its sort that `newQuestions` takes. */
const QUESTIONS = 20;

/** One person for one vacancy: the score taken apart beside the CV, deciding on them, and asking them. */
export function reviewPages(pages: PageMaker, dependencies: ReviewDependencies): Route[] {
  const { database, filedEvidence } = dependencies;
  /** Does what a form of the page asks for, or shows the page again with what is wrong. */
  const orAgain = async (
    actor: Actor,
    params: ReviewedPair,
    body: Fields,
    work: (kept: Record<string, string>) => Promise<Redirect>,
  ): Promise<Page | Redirect> => {
    try {
      return await work(keptIn(body));
    } catch (error) {
      const faults = error instanceof Problem ? faultsAmongForms(error, body) : null;
      if (!(error instanceof Problem) || faults === null) throw error;
      return showReview(dependencies, actor, params, {
        ...shownAs(body),
        sent: body,
        faults,
        status: error.status,
      });
    }
  };

  return [
    pages.define({
      path: '/vacancies/{id}/people/{candidateId}',
      summary: 'One person for one vacancy, with the evidence',
      access: CONSULTANTS,
      params: pair,
      query: anything,
      show({ actor, params, query }) {
        const decided = z.uuid().safeParse(valueOf(query, 'decided'));
        return showReview(dependencies, actor, params, {
          ...shownAs(query),
          decided: decided.data,
          done: valueOf(query, 'done'),
        });
      },
    }),
    pages.define({
      method: 'post',
      path: '/vacancies/{id}/people/{candidateId}/decision',
      summary: 'Shortlist a person, or turn them down',
      access: CONSULTANTS,
      params: pair,
      body: anything,
      show: ({ actor, params, body }) =>
        orAgain(actor, params, body, async (kept) => {
          const { to, next } = validate(decisionTo, pick(body, ['to', 'next']));
          const decision = validate(move, { to, ...pick(body, ['reason', 'note']) });
          const seen = valueOf(body, 'revision') === undefined ? null : seenRevision(body);
          const { id: vacancyId, candidateId } = params;
          const decided = await database.prisma.$transaction((tx) =>
            decideOnPerson(tx, namedPerson(actor), { vacancyId, candidateId }, decision, seen, filedEvidence),
          );
          const then = next ?? candidateId;
          return { to: address(`/vacancies/${vacancyId}/people/${then}`, { decided, ...kept }) };
        }),
    }),
    pages.define({
      method: 'post',
      path: '/vacancies/{id}/people/{candidateId}/questions',
      summary: 'Ask a person what their CV leaves open',
      access: CONSULTANTS,
      params: pair,
      body: anything,
      show: ({ actor, params: { id: vacancyId, candidateId }, body }) =>
        orAgain(actor, { id: vacancyId, candidateId }, body, async (kept) => {
          const wanted = validate(newQuestions, { vacancyId, questions: questionsIn(body) });
          await database.prisma.$transaction((tx) =>
            askQuestions(tx, namedPerson(actor), candidateId, wanted),
          );
          const path = `/vacancies/${vacancyId}/people/${candidateId}`;
          return { to: address(path, { done: 'asked', ...kept }) };
        }),
    }),
  ];
}

function shownAs(fields: Fields): Pick<ReviewShownWith, 'named' | 'asPages' | 'filters'> {
  return {
    named: isNamed(fields),
    asPages: valueOf(fields, 'view') === 'pages',
    filters: filtersIn(fields),
  };
}

/** The drafted questions that were chosen, as they were changed, and one of the consultant's own. */
function questionsIn(body: Fields): { about: string; question: string }[] {
  const drafted = Array.from({ length: QUESTIONS }, (_, n) => n).flatMap((n) => {
    const question = valueOf(body, `question.${n}`);
    const isChosen = valueOf(body, `ask.${n}`) !== undefined;
    return isChosen && question !== undefined
      ? [{ about: valueOf(body, `about.${n}`) ?? 'your CV', question }]
      : [];
  });
  const own = valueOf(body, 'own');
  return own === undefined ? drafted : [...drafted, { about: 'your CV', question: own }];
}
