import { z } from 'zod';
import type { Database } from '../../database/client.js';
import { Problem } from '../../http/problem.js';
import { STAFF, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import type { Enqueue } from '../../queue/contracts.js';
import { SECTORS, STAGES } from '../../taxonomy/concept.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { IMPORTANCES } from '../../understanding/criteria.js';
import { CONTRACTS } from '../../understanding/profile.js';
import { createVacancy } from '../../vacancies/change-vacancy.js';
import { presentSuggestions } from '../../vacancies/present-vacancy.js';
import { readVacancy } from '../../vacancies/read-vacancy.js';
import { newVacancy, suggestionsInput } from '../../vacancies/schema.js';
import { valueOf, type Fields } from '../address.js';
import { markQuote } from '../mark-text.js';
import type { Page, PageMaker } from '../page.js';
import { choicesOf } from '../words.js';

export interface NewVacancyDependencies {
  readonly database: Database;
  readonly enqueue: Enqueue;
  readonly taxonomy: Taxonomy;
}

const anything = z.looseObject({});
const IMPORTANCE = 'importance.';
const BOOLEANS = [
  { value: 'true', text: 'Yes' },
  { value: 'false', text: 'No' },
];

/** Fields that the advert suggests and staff may change, in the order of the form. */
const FIELDS = [
  { name: 'stage', label: 'Career stage', choices: choicesOf('stage', STAGES) },
  { name: 'sector', label: 'Sector', choices: choicesOf('sector', SECTORS) },
  { name: 'band', label: 'NHS band', choices: null },
  { name: 'grade', label: 'Council grade', choices: null },
  { name: 'contract', label: 'Contract', choices: choicesOf('contract', CONTRACTS) },
  { name: 'postcode', label: 'Postcode of the post', choices: null },
  { name: 'registrationRequired', label: 'HCPC registration needed', choices: BOOLEANS },
  { name: 'driverRequired', label: 'Must be able to drive', choices: BOOLEANS },
] as const;

type Suggestions = ReturnType<typeof presentSuggestions>;

/** Posting a vacancy: paste the advert, check what was read from it, post. */
export function newVacancyPages(
  pages: PageMaker,
  { database, enqueue, taxonomy }: NewVacancyDependencies,
): Route[] {
  const read = (text: string): Suggestions => {
    const { reading, criteria } = readVacancy({ title: '', employer: '', description: text }, {}, taxonomy);
    return presentSuggestions(reading, criteria, text, taxonomy);
  };
  const check = (
    suggested: Suggestions,
    sent: Fields,
    faults: readonly Fault[] = [],
    status = 200,
  ): Page => ({
    view: 'vacancies/check-advert',
    title: 'Check what the advert says',
    status,
    data: {
      faults,
      suggested,
      rows: FIELDS.map((field) => ({
        ...field,
        quote: suggested.fields[field.name].quote,
        value: valueOf(sent, field.name) ?? asText(suggested.fields[field.name].value),
      })),
      heading: {
        title: valueOf(sent, 'title') ?? suggested.title.value,
        employer: valueOf(sent, 'employer') ?? suggested.employer.value,
        closesOn: valueOf(sent, 'closesOn') ?? closingDate(suggested),
      },
      criteria: suggested.criteria.map((criterion) => ({
        ...criterion,
        name: IMPORTANCE + criterion.conceptId,
        value: valueOf(sent, IMPORTANCE + criterion.conceptId) ?? criterion.importance,
      })),
      importances: choicesOf('importance', IMPORTANCES),
      mark: markQuote,
    },
  });

  return [
    pages.define({
      path: '/vacancies/new',
      summary: 'The form to paste an advert into',
      access: STAFF,
      show: () => Promise.resolve(paste([])),
    }),
    pages.define({
      method: 'post',
      path: '/vacancies/new',
      summary: 'Read an advert, and show what it says',
      access: STAFF,
      body: anything,
      show({ body }) {
        const parsed = suggestionsInput.safeParse({ text: body['text'] });
        return Promise.resolve(
          parsed.success
            ? check(read(parsed.data.text), {})
            : paste(
                [{ field: 'text', text: 'Paste the text of the advert, at most 50,000 characters' }],
                400,
              ),
        );
      },
    }),
    pages.define({
      method: 'post',
      path: '/vacancies',
      summary: 'Post a vacancy',
      access: STAFF,
      body: anything,
      async show({ actor, body }) {
        const { text } = validate(suggestionsInput, { text: body['text'] });
        const suggested = read(text);
        try {
          const vacancy = validate(newVacancy, asVacancy(body, suggested));
          const id = await database.prisma.$transaction((tx) => createVacancy(tx, taxonomy, actor, vacancy), {
            timeout: 10_000,
          });
          void enqueue('rank-vacancy', { vacancyId: id }, { revision: 1 });
          const maySeePeople = actor.kind === 'staff' && actor.role !== 'agency_staff';
          return { to: maySeePeople ? `/vacancies/${id}` : '/vacancies' };
        } catch (error) {
          if (!(error instanceof Problem) || error.errors === null) throw error;
          return check(suggested, body, error.errors.map(faultOf), 400);
        }
      },
    }),
  ];
}

interface Fault {
  readonly field: string;
  readonly text: string;
}

const SENTENCES: Readonly<Record<string, string>> = {
  title: 'Enter the title of the post',
  employer: 'Enter the employer',
  closesAt: 'Enter the closing date as a date',
};

function faultOf({ field, message }: { readonly field: string; readonly message: string }): Fault {
  return { field: field === 'closesAt' ? 'closesOn' : field, text: SENTENCES[field] ?? message };
}

function paste(faults: readonly Fault[], status = 200): Page {
  return { view: 'vacancies/paste-advert', title: 'Post a vacancy', status, data: { faults } };
}

/** What was changed is set by staff; what was left alone is read from the text, now and whenever the program learns. */
function asVacancy(sent: Fields, suggested: Suggestions): object {
  const changed = FIELDS.flatMap(({ name }): [string, unknown][] => {
    const value = valueOf(sent, name)?.trim();
    if (value === undefined || value === asText(suggested.fields[name].value)) return [];
    return [[name, value === 'true' ? true : value === 'false' ? false : value]];
  });
  const criteria = suggested.criteria.flatMap(({ conceptId, importance }) => {
    const given = valueOf(sent, IMPORTANCE + conceptId);
    return given === undefined || given === importance ? [] : [{ conceptId, importance: given }];
  });
  const closesOn = valueOf(sent, 'closesOn');
  return {
    title: valueOf(sent, 'title') ?? '',
    employer: valueOf(sent, 'employer') ?? '',
    description: suggested.text,
    ...Object.fromEntries(changed),
    ...(criteria.length > 0 ? { criteria } : {}),
    ...(closesOn === undefined ? {} : { closesAt: `${closesOn}T23:59:59Z` }),
  };
}

function asText(value: string | boolean | null): string {
  return value === null ? '' : String(value);
}

/** Adverts often leave the year out: then there is no date to suggest. */
function closingDate({ details }: Suggestions): string | null {
  const date = details.closing.value;
  if (!date?.year) return null;
  const twoDigits = (part: number): string => String(part).padStart(2, '0');
  return `${date.year}-${twoDigits(date.month)}-${twoDigits(date.day)}`;
}
