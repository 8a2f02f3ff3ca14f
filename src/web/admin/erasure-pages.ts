import { z } from 'zod';
import { namedPerson, type StaffActor } from '../../http/named-person.js';
import { Problem } from '../../http/problem.js';
import { ADMINS, byId, type Route } from '../../http/route.js';
import { maskCandidate } from '../../matches/present-match.js';
import { eraseAtOnce, KEPT_WORDS, type PrivacyDependencies } from '../../privacy/erase-at-once.js';
import { ERASURE_CAUSES } from '../../privacy/erase-person.js';
import { ERASED_KINDS, findPeople, previewErasure } from '../../privacy/preview-erasure.js';
import { anything, type Fields, valueOf } from '../address.js';
import { faultsByField, type FormFault } from '../form-fault.js';
import type { Page, PageMaker } from '../page.js';
import { choicesOf, labelOf } from '../words.js';

const HERE = '/admin/erasure';
const cause = z.enum(ERASURE_CAUSES);

/** An administrator erases somebody: found, looked at once more, confirmed by typing. */
export function erasureByAdminPages(pages: PageMaker, dependencies: PrivacyDependencies): Route[] {
  const { database } = dependencies;
  const ask = async (
    actor: StaffActor,
    id: string,
    sent: Fields = {},
    faults: readonly FormFault[] = [],
    status = 200,
  ): Promise<Page> => {
    const person = await previewErasure(database, actor, id);
    return {
      view: 'admin/erase-person',
      title: 'Erase a person',
      status,
      data: {
        person,
        reference: maskCandidate(person.id).reference,
        goes: ERASED_KINDS.map((kind) => ({ words: labelOf(kind, 'erased'), count: person.counts[kind] })),
        keptWords: KEPT_WORDS,
        causes: choicesOf('erasureCause', ERASURE_CAUSES),
        sent,
        faults,
        fault: faultsByField(faults),
      },
    };
  };
  return [
    pages.define({
      path: HERE,
      summary: 'Find a person to erase',
      access: ADMINS,
      query: anything,
      async show({ actor, query }) {
        const words = valueOf(query, 'person') ?? '';
        const people = await findPeople(database, namedPerson(actor), words);
        return {
          view: 'admin/erasure',
          title: 'Find a person to erase',
          data: { words, people: people.map((one) => ({ ...one, ...maskCandidate(one.id) })) },
        };
      },
    }),
    pages.define({
      path: `${HERE}/{id}`,
      summary: 'What would be erased of a person',
      access: ADMINS,
      params: byId,
      show: ({ actor, params }) => ask(namedPerson(actor), params.id),
    }),
    pages.define({
      method: 'post',
      path: `${HERE}/{id}`,
      summary: 'Erase a person',
      access: ADMINS,
      params: byId,
      body: anything,
      async show({ actor, params: { id }, body }) {
        const person = namedPerson(actor);
        const because = cause.safeParse(valueOf(body, 'because'));
        const faults = faultsIn(body, id, because.success);
        if (!because.success || faults.length > 0) return ask(person, id, body, faults, 400);
        try {
          const { kept, employers } = await eraseAtOnce(dependencies, actor, id, because.data);
          return {
            view: 'admin/erased',
            title: 'The person is erased',
            data: {
              keptUntil: kept?.until.toISOString() ?? null,
              keptWords: KEPT_WORDS,
              employers,
            },
          };
        } catch (error) {
          if (!(error instanceof Problem) || error.code !== 'legal_hold') throw error;
          return ask(person, id, body, [{ field: 'main', text: error.detail }], error.status);
        }
      },
    }),
  ];
}

function faultsIn(body: Fields, id: string, isCauseGiven: boolean): FormFault[] {
  const { reference } = maskCandidate(id);
  const typed = valueOf(body, 'confirm')?.trim().toUpperCase();
  return [
    ...(isCauseGiven ? [] : [{ field: 'because', text: 'Select why they are erased' }]),
    ...(typed === reference ? [] : [{ field: 'confirm', text: `Enter ${reference} to confirm` }]),
  ];
}
