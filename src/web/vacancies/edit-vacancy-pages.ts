import { Problem } from '../../http/problem.js';
import { byId, STAFF, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { changeVacancy } from '../../vacancies/change-vacancy.js';
import { closeVacancy, reopenVacancy } from '../../vacancies/close-vacancy.js';
import { loadVacancy, loadWithView } from '../../vacancies/find-vacancy.js';
import { presentSuggestions } from '../../vacancies/present-vacancy.js';
import { readVacancy } from '../../vacancies/read-vacancy.js';
import { vacancyPatch } from '../../vacancies/schema.js';
import { vacancyText } from '../../vacancies/vacancy-text.js';
import type { StoredVacancy } from '../../vacancies/vacancy-state.js';
import { anything, sentFor, type Fields } from '../address.js';
import { fieldFaults, type FormFault } from '../form-fault.js';
import type { Page, PageMaker } from '../page.js';
import { theirProblem } from '../problem-form.js';
import type { NewVacancyDependencies } from './new-vacancy-pages.js';
import { changedMeanwhile, writeShown, type Shown } from './changed-meanwhile.js';
import { changesIn } from './form-changes.js';
import { withPatterns } from './hours-form.js';
import {
  closingDayOf,
  faultOf,
  formData,
  shownValues,
  type FormBasis,
  type TextSays,
} from './vacancy-form.js';

const MEANWHILE: readonly FormFault[] = [
  {
    field: 'fields',
    text: 'Somebody else changed this vacancy meanwhile. The form shows what you changed on top of that, and marks what you both did: look at it once more, and save again',
  },
];

/** Changing a vacancy, closing it and opening it again. */
export function editVacancyPages(
  pages: PageMaker,
  { database, enqueue, taxonomy }: NewVacancyDependencies,
): Route[] {
  const textSays = ({ employer, ...words }: StoredVacancy): TextSays => {
    const named = { ...words, employer: employer.name };
    const { reading, criteria } = readVacancy(named, {}, taxonomy);
    return presentSuggestions(reading, criteria, vacancyText(named), taxonomy);
  };
  const load = async (id: string) => {
    const { stored, view } = await loadWithView(database, taxonomy, id);
    if (stored.status === 'closed') throw new Problem('vacancy_closed');
    const basis: FormBasis = {
      ...view,
      employer: view.employer.name,
      closesOn: closingDayOf(view.closesAt),
    };
    return { stored, basis, text: textSays(stored) };
  };
  type Loaded = Awaited<ReturnType<typeof load>>;
  const shownNow = ({ stored: { description }, basis }: Loaded): Shown => ({
    ...shownValues(basis),
    description,
  });
  const form = (
    loaded: Loaded,
    sent: Fields,
    faults: readonly FormFault[] = [],
    status = 200,
    theirs: Shown = {},
  ): Page => {
    const { stored, basis, text } = loaded;
    return {
      view: 'vacancies/edit',
      title: `Change: ${stored.title}`,
      status,
      data: {
        id: stored.id,
        revision: stored.revision,
        shown: writeShown(shownNow(loaded)),
        theirs,
        description: sentFor(sent, 'description') ?? stored.description,
        closing: basis.details.closing.quote,
        ...formData(sent, basis, text, taxonomy, faults),
      },
    };
  };
  const formMeanwhile = (loaded: Loaded, sent: Fields): Page => {
    const { own, theirs } = changedMeanwhile(sent, shownNow(loaded));
    return form(loaded, own, MEANWHILE, 409, theirs);
  };

  return [
    pages.define({
      path: '/vacancies/{id}/edit',
      summary: 'The form to change a vacancy',
      access: STAFF,
      params: byId,
      show: async ({ params }) => form(await load(params.id), {}),
    }),
    pages.define({
      method: 'post',
      path: '/vacancies/{id}/edit',
      summary: 'Change a vacancy, or look for a criterion to add to it',
      access: STAFF,
      params: byId,
      body: anything,
      async show({ actor, params: { id }, body: given }) {
        const body = withPatterns(given);
        const loaded = await load(id);
        const { stored, basis, text } = loaded;
        // Also while they look for a criterion: the form would come back as one of this revision.
        if (Number(sentFor(body, 'revision')) !== stored.revision) return formMeanwhile(loaded, body);
        if (sentFor(body, 'do') === 'find') return form(loaded, body);
        const changes = { ...wordsIn(body, stored), ...changesIn(body, basis, text) };
        if (Object.keys(changes).length === 0) return { to: `/vacancies/${id}/about` };
        try {
          const patch = validate(vacancyPatch, changes);
          const revision = await changeVacancy(database, taxonomy, actor, stored, patch);
          void enqueue('rank-vacancy', { vacancyId: id }, { revision });
          return { to: `/vacancies/${id}/about?done=changed` };
        } catch (thrown) {
          const error = theirProblem(thrown, (faults, status) => form(loaded, body, faults, status));
          if (error.code === 'changed_meanwhile') return formMeanwhile(await load(id), body);
          if (error.errors === null) throw error;
          return form(loaded, body, fieldFaults(error, faultOf), 400);
        }
      },
    }),
    pages.define({
      path: '/vacancies/{id}/close',
      summary: 'Whether a vacancy is really to be closed',
      access: STAFF,
      params: byId,
      async show({ params: { id } }) {
        const { title, employer, status } = await loadVacancy(database, id);
        if (status === 'closed') return { to: `/vacancies/${id}/about` };
        const considered = await database.prisma.candidacy.count({ where: { vacancyId: id } });
        return {
          view: 'vacancies/close',
          title: 'Close this vacancy?',
          data: { id, vacancy: title, employer: employer.name, considered },
        };
      },
    }),
    pages.define({
      method: 'post',
      path: '/vacancies/{id}/close',
      summary: 'Close a vacancy',
      access: STAFF,
      params: byId,
      body: anything,
      async show({ actor, params: { id } }) {
        await database.prisma.$transaction((tx) => closeVacancy(tx, actor, id));
        return { to: `/vacancies/${id}/about?done=closed` };
      },
    }),
    pages.define({
      method: 'post',
      path: '/vacancies/{id}/reopen',
      summary: 'Open a closed vacancy again',
      access: STAFF,
      params: byId,
      body: anything,
      async show({ actor, params: { id } }) {
        const revision = await database.prisma.$transaction((tx) => reopenVacancy(tx, actor, id));
        void enqueue('rank-vacancy', { vacancyId: id }, { revision });
        return { to: `/vacancies/${id}/about?done=reopened` };
      },
    }),
  ];
}

/** Title, employer and text, where they differ. Line ends come back from a browser as CR and LF. */
function wordsIn(sent: Fields, stored: StoredVacancy): Record<string, string> {
  const before = { title: stored.title, employer: stored.employer.name, description: stored.description };
  const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();
  return Object.fromEntries(
    Object.entries(before).flatMap(([name, now]): [string, string][] => {
      const given = sentFor(sent, name);
      return given === undefined || plain(given) === plain(now) ? [] : [[name, given]];
    }),
  );
}
