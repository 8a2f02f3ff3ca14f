import type { Database } from '../../database/client.js';
import { namedPerson } from '../../http/named-person.js';
import { Problem } from '../../http/problem.js';
import { ADMINS, byId, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { mayBeOffered } from '../../offered-forms/choose-concept.js';
import { judgeOffer } from '../../offered-forms/judge-offer.js';
import { listOffers } from '../../offered-forms/list-offers.js';
import { FORM_STATES, judgement, offeredFormsQuery } from '../../offered-forms/schema.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { anything, type Fields, pick, valueOf } from '../address.js';
import type { FormFault } from '../form-fault.js';
import type { Page, PageMaker } from '../page.js';

const HERE = '/admin/taxonomy/offers';
/** Offers that one page shows. */
const MOST = 50;

/** Words that were offered to the taxonomy: accepting and declining them. */
export function offeredFormPages(
  pages: PageMaker,
  { database, taxonomy }: { readonly database: Database; readonly taxonomy: Taxonomy },
): Route[] {
  const list = async (
    query: Fields,
    sent: Fields & { readonly id?: string } = {},
    faults: readonly FormFault[] = [],
    status = 200,
  ): Promise<Page> => {
    const { state } = validate(offeredFormsQuery, pick(query, ['state']));
    const offers = await listOffers(database, taxonomy, { state, limit: MOST });
    return {
      view: 'admin/offered-forms',
      title: 'Words that were offered',
      status,
      data: {
        offers,
        most: MOST,
        state,
        states: FORM_STATES,
        concepts: [...taxonomy.concepts.values()].filter(mayBeOffered),
        sent,
        faults,
      },
    };
  };
  return [
    pages.define({
      path: HERE,
      summary: 'Words that were offered to the taxonomy',
      access: ADMINS,
      query: anything,
      show: ({ query }) => list(query),
    }),
    pages.define({
      method: 'post',
      path: `${HERE}/{id}`,
      summary: 'Accept or decline words that were offered',
      access: ADMINS,
      params: byId,
      body: anything,
      async show({ actor, params: { id }, body }) {
        try {
          const wanted = validate(judgement, {
            ...pick(body, ['conceptId']),
            reason: valueOf(body, 'reason') ?? '',
            accepted: valueOf(body, 'do') === 'accept',
          });
          await judgeOffer(database, taxonomy, namedPerson(actor), id, wanted);
          return { to: HERE };
        } catch (error) {
          if (!(error instanceof Problem) || error.code === 'not_found') throw error;
          return list({}, { ...body, id }, faultsOf(error, id), error.status);
        }
      },
    }),
  ];
}

/** The fields of each offer have ids that end with its own. */
function faultsOf({ detail, errors }: Problem, id: string): FormFault[] {
  return (errors ?? [{ field: 'reason', message: detail }]).map(({ field, message }) => ({
    field: `${field}-${id}`,
    text: errors !== null && field === 'reason' ? 'Enter why' : message,
  }));
}
