import type { Database } from '../../database/client.js';
import { pageQuery } from '../../http/cursor.js';
import { Problem } from '../../http/problem.js';
import { ADMINS, byId, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { createKey, listKeys, revokeKey } from '../../staff/manage-keys.js';
import { namesOfStaff } from '../../staff/list-staff.js';
import { newKey } from '../../staff/schema.js';
import { address, anything, type Fields, pick, valueOf } from '../address.js';
import { fieldFaults, type FormFault } from '../form-fault.js';
import type { Page, PageMaker } from '../page.js';

export interface KeyPageDependencies {
  readonly database: Database;
  /** All scopes that routes ask for; asked when a page is shown. */
  readonly scopes: () => readonly string[];
}

const HERE = '/admin/keys';
const DAYS = 365;
/** What a program needs that hands over CVs, one or many, and reads nothing. */
const UPLOAD_ONLY = ['cvs:write', 'cv-batches:write'];

const SENTENCES: Readonly<Record<string, string>> = {
  label: 'Enter what the key is for',
  staffId: 'Choose on whose behalf it works',
  scopes: 'Choose what it may do',
  days: 'Enter a number of days',
};

/** Keys of programs: what each may do, on whose behalf, and until when. */
export function keyPages(pages: PageMaker, { database, scopes }: KeyPageDependencies): Route[] {
  const page = async (query: Fields, data: object = {}, status = 200): Promise<Page> => {
    const [keys, staff] = await Promise.all([
      listKeys(database, validate(pageQuery, pick(query, ['cursor', 'limit']))),
      namesOfStaff(database),
    ]);
    return {
      view: 'admin/keys',
      title: 'Keys of programs',
      status,
      data: {
        keys: keys.items,
        next: keys.nextCursor && address(HERE, { cursor: keys.nextCursor }),
        staff: staff.filter(({ disabledAt }) => disabledAt === null),
        scopes: scopes(),
        days: DAYS,
        now: new Date().toISOString(),
        sent: {},
        chosen: [],
        ...data,
      },
    };
  };
  return [
    pages.define({
      path: HERE,
      summary: 'Keys of programs',
      access: ADMINS,
      query: anything,
      show: ({ query }) => page(query),
    }),
    pages.define({
      method: 'post',
      path: HERE,
      summary: 'Make a key',
      access: ADMINS,
      body: anything,
      async show({ actor, body }) {
        const wanted = wantedScopes(body);
        try {
          if (wanted === null) throw new Problem('invalid_request', { errors: [NO_SCOPES] });
          const asked = { ...pick(body, ['staffId', 'label']), scopes: wanted };
          const expiresInDays = Number(valueOf(body, 'days') ?? DAYS);
          const made = await createKey(
            database,
            actor,
            validate(newKey, { ...asked, expiresInDays }),
            scopes(),
          );
          return await page({}, { key: made.key }, 201);
        } catch (error) {
          if (!(error instanceof Problem) || error.errors === null) throw error;
          return page({}, { faults: fieldFaults(error, faultOf), sent: body, chosen: wanted ?? [] }, 400);
        }
      },
    }),
    pages.define({
      method: 'post',
      path: `${HERE}/{id}/revoke`,
      summary: 'Revoke a key',
      access: ADMINS,
      params: byId,
      async show({ actor, params }) {
        await revokeKey(database, actor, params.id);
        return { to: HERE };
      },
    }),
  ];
}

const NO_SCOPES = { field: 'scopes', message: '' };

/** Null: nothing was chosen, which must not mean everything. */
function wantedScopes(body: Fields): string[] | null {
  const reach = valueOf(body, 'reach');
  if (reach === 'upload') return UPLOAD_ONLY;
  if (reach === 'all') return [];
  const chosen = valueOf(body, 'scopes')?.split(',') ?? [];
  return reach === 'chosen' && chosen.length > 0 ? chosen : null;
}

function faultOf({ field, message }: { readonly field: string; readonly message: string }): FormFault {
  const [name = field] = field.split('.');
  const shown = name === 'expiresInDays' ? 'days' : name;
  return { field: shown, text: SENTENCES[shown] ?? message };
}
