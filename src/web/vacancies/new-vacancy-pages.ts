import type { Database } from '../../database/client.js';
import { STAFF, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import type { Enqueue } from '../../queue/contracts.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { createVacancy } from '../../vacancies/change-vacancy.js';
import { presentSuggestions } from '../../vacancies/present-vacancy.js';
import { readVacancy } from '../../vacancies/read-vacancy.js';
import { newVacancy, suggestionsInput } from '../../vacancies/schema.js';
import { anything, sentFor, type Fields } from '../address.js';
import { fieldFaults, type FormFault } from '../form-fault.js';
import type { Page, PageMaker } from '../page.js';
import { theirProblem } from '../problem-form.js';
import { weighsPeople } from '../weighs-people.js';
import { advertForm, noTextForm, takeAdvert, type AdvertFormDependencies } from './advert-form.js';
import { changedMeanwhile, writeShown, type Shown } from './changed-meanwhile.js';
import { changesIn } from './form-changes.js';
import { withPatterns } from './hours-form.js';
import { closingDayRead, faultOf, formData, shownValues, type FormBasis } from './vacancy-form.js';

export interface NewVacancyDependencies {
  readonly database: Database;
  readonly enqueue: Enqueue;
  readonly taxonomy: Taxonomy;
}

type Suggestions = ReturnType<typeof presentSuggestions>;

/** Posting a vacancy: paste or upload the advert, check what was read from it, post. */
export function newVacancyPages(
  pages: PageMaker,
  dependencies: NewVacancyDependencies & AdvertFormDependencies,
): Route[] {
  const { database, enqueue, taxonomy } = dependencies;
  const read = (text: string): Suggestions => {
    const { reading, criteria } = readVacancy({ title: '', employer: '', description: text }, {}, taxonomy);
    return presentSuggestions(reading, criteria, text, taxonomy);
  };
  const check = (
    suggested: Suggestions,
    sent: Fields,
    faults: readonly FormFault[] = [],
    status = 200,
    isReadAgain = false,
  ): Page => ({
    view: 'vacancies/check-advert',
    title: 'Check what the advert says',
    status,
    data: {
      suggested,
      isReadAgain,
      shown: writeShown(shownBefore(suggested)),
      ...formData(sent, basisOf(suggested), suggested, taxonomy, faults),
    },
  });

  return [
    pages.define({
      path: '/vacancies/new',
      summary: 'The form to paste or upload an advert',
      access: STAFF,
      show: () => Promise.resolve(advertForm(dependencies.uploadMaxBytes)),
    }),
    pages.define({
      method: 'post',
      path: '/vacancies/new',
      summary: 'Read an advert, and show what it says',
      access: STAFF,
      async show({ request, response }) {
        const taken = await takeAdvert(dependencies, request, response);
        return typeof taken === 'string' ? check(read(taken), {}) : taken;
      },
    }),
    pages.define({
      method: 'post',
      path: '/vacancies',
      summary: 'Post a vacancy, read its changed text again, or look for a criterion to add to it',
      access: STAFF,
      body: anything,
      async show({ actor, body: given }) {
        const body = withPatterns(given);
        const parsed = suggestionsInput.safeParse({ text: body['text'] });
        if (!parsed.success) return noTextForm(dependencies.uploadMaxBytes, sentFor(body, 'text') ?? '');
        const suggested = read(parsed.data.text);
        const shown = shownBefore(suggested);
        const { own } = changedMeanwhile(body, shown);
        // What was left alone follows the text, which may have been changed as well.
        const sent = { ...shown, ...own };
        const wasRead = sentFor(body, 'shown') === undefined || own['text'] === undefined;
        if (!wasRead || sentFor(body, 'do') !== undefined) return check(suggested, sent, [], 200, !wasRead);
        try {
          const vacancy = validate(newVacancy, {
            title: sentFor(sent, 'title'),
            employer: sentFor(sent, 'employer'),
            description: suggested.text,
            ...changesIn(sent, { ...basisOf(suggested), closesOn: '' }, suggested),
          });
          const id = await database.prisma.$transaction((tx) => createVacancy(tx, taxonomy, actor, vacancy), {
            timeout: 10_000,
          });
          void enqueue('rank-vacancy', { vacancyId: id }, { revision: 1 });
          return { to: weighsPeople(actor) ? `/vacancies/${id}` : `/vacancies/${id}/about?done=posted` };
        } catch (thrown) {
          const error = theirProblem(thrown, (faults, status) => check(suggested, sent, faults, status));
          if (error.errors === null) throw error;
          return check(suggested, sent, fieldFaults(error, faultOf), 400);
        }
      },
    }),
  ];
}

/** What the form shows of an advert before anything is changed. */
function shownBefore(suggested: Suggestions): Shown {
  return { ...shownValues(basisOf(suggested)), text: suggested.text };
}

function basisOf(suggested: Suggestions): FormBasis {
  return {
    title: suggested.title.value ?? '',
    employer: suggested.employer.value ?? '',
    closesOn: closingDayRead(suggested.details),
    registrationWaiver: null,
    details: suggested.details,
    fields: suggested.fields,
    criteria: suggested.criteria,
  };
}
