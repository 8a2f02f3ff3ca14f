import { z } from 'zod';
import { CONSULTANTS, type Route } from '../../http/route.js';
import { namedPerson } from '../../http/named-person.js';
import { Problem } from '../../http/problem.js';
import type { ProblemCode } from '../../http/problem-table.js';
import { cleanLine } from '../../http/text.js';
import { validate } from '../../http/validate.js';
import { mayBeOffered, searchConcepts, suggestConcepts } from '../../offered-forms/choose-concept.js';
import { offerForm } from '../../offered-forms/offer-form.js';
import { newOfferedForm } from '../../offered-forms/schema.js';
import { anything, address, valueOf, type Fields } from '../address.js';
import { faultsByField, fieldFaults, type FormFault } from '../form-fault.js';
import type { Page, PageMaker } from '../page.js';
import { keptIn } from './ranked-list.js';
import type { ReviewedPair } from './review-links.js';
import type { ReviewDependencies } from './show-review.js';

/** Concepts to choose among; more are told apart by more words. */
const MOST = 12;
const NONE = 'none';
const ABOUT_WORDS: readonly ProblemCode[] = [
  'words_too_long',
  'words_too_short',
  'words_personal',
  'words_not_in_cv',
  'form_known',
];

/** Words of a CV that the taxonomy does not know: what they mean is chosen, and they are offered. */
export function offerWordsPages(
  pages: PageMaker,
  { database, taxonomy }: Pick<ReviewDependencies, 'database' | 'taxonomy'>,
): Route[] {
  const form = (
    params: ReviewedPair,
    sent: Fields,
    faults: readonly FormFault[] = [],
    status = 200,
  ): Page => {
    const words = cleanLine(valueOf(sent, 'words') ?? '');
    const search = valueOf(sent, 'search') ?? '';
    const found =
      search === ''
        ? suggestConcepts(taxonomy, words, MOST)
        : searchConcepts(taxonomy, search).filter(mayBeOffered);
    const kept = keptIn(sent);
    const person = `/vacancies/${params.id}/people/${params.candidateId}`;
    return {
      view: 'vacancies/offer-words',
      title: 'Say what words of a CV mean',
      status,
      data: {
        words,
        search,
        kept,
        found: found.length,
        concepts: found.slice(0, MOST),
        chosen: valueOf(sent, 'concept'),
        noConcept: NONE,
        faults,
        fault: faultsByField(faults),
        action: `${person}/words`,
        back: address(person, kept),
      },
    };
  };
  return [
    pages.define({
      method: 'post',
      path: '/vacancies/{id}/people/{candidateId}/words',
      summary: 'Offer words of a CV to the taxonomy',
      access: CONSULTANTS,
      params: z.object({ id: z.uuid(), candidateId: z.uuid() }),
      body: anything,
      async show({ actor, params, body }) {
        if (valueOf(body, 'do') !== 'offer') return form(params, body);
        const concept = valueOf(body, 'concept');
        if (concept === undefined)
          return form(params, body, [{ field: 'concept', text: 'Choose what the words mean' }], 400);
        try {
          const wanted = validate(newOfferedForm, {
            words: valueOf(body, 'words') ?? '',
            conceptId: concept === NONE ? null : concept,
          });
          await offerForm(database, taxonomy, namedPerson(actor), params.candidateId, wanted);
        } catch (error) {
          const faults = error instanceof Problem ? faultsOf(error) : null;
          if (!(error instanceof Problem) || faults === null) throw error;
          return form(params, body, faults, error.status);
        }
        const kept = keptIn(body);
        return {
          to: address(`/vacancies/${params.id}/people/${params.candidateId}`, { done: 'offered', ...kept }),
        };
      },
    }),
  ];
}

/** Null: it is not about the form. */
function faultsOf(problem: Problem): FormFault[] | null {
  const { code, detail } = problem;
  if (ABOUT_WORDS.includes(code)) return [{ field: 'words', text: detail }];
  if (code !== 'invalid_request') return null;
  return fieldFaults(problem, ({ field, message }) =>
    field === 'words'
      ? { field, text: 'Enter words as they stand in the CV' }
      : { field: 'concept', text: message },
  );
}
