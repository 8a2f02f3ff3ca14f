import { MAX_LIMIT, pageQuery } from '../../http/cursor.js';
import { Problem } from '../../http/problem.js';
import { ADMINS, byId, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import type { Accounts } from '../../staff/accounts.js';
import { listStaff } from '../../staff/list-staff.js';
import { changeStaff, createStaff } from '../../staff/manage-staff.js';
import { passwordLink } from '../../staff/one-time-links.js';
import {
  forgetProviderAccount,
  makePasswordLink,
  removeSecondFactor,
  signOutStaff,
} from '../../staff/reset-access.js';
import { newStaff, role, staffChange } from '../../staff/schema.js';
import { unlessTaken } from '../../staff/set-password.js';
import { address, anything, type Fields, pick, valueOf } from '../address.js';
import { fieldFaults } from '../form-fault.js';
import type { Page, PageMaker } from '../page.js';
import { choicesOf } from '../words.js';

/** Who works here: colleagues are invited, change roles, lose what they lost, and leave. */
export function staffPages(pages: PageMaker, { database, publicUrl }: Accounts): Route[] {
  const page = async (data: object = {}, status = 200, query: Fields = {}): Promise<Page> => {
    const wanted = validate(pageQuery, { limit: MAX_LIMIT, ...pick(query, ['cursor', 'limit']) });
    const { items, nextCursor } = await listStaff(database, wanted);
    const sessions = await sessionsOf();
    return {
      view: 'admin/staff',
      title: 'Staff',
      status,
      data: {
        staff: items.map((one) => ({ ...one, sessions: sessions.get(one.id) ?? 0 })),
        roles: choicesOf('role', role.options),
        isFirst: wanted.cursor === undefined,
        next: nextCursor && address('/admin/staff', { ...pick(query, ['limit']), cursor: nextCursor }),
        ...data,
      },
    };
  };
  const sessionsOf = async (): Promise<ReadonlyMap<string, number>> => {
    const { rows } = await database.pool.query<{ id: string; sessions: number }>(
      `SELECT staff_id AS id, count(*)::int AS sessions FROM staff_session WHERE expires_at > now() GROUP BY staff_id`,
    );
    return new Map(rows.map(({ id, sessions }) => [id, sessions]));
  };
  /** Shown this once, to be handed to this person only. */
  const linkFor = async (actor: Parameters<typeof makePasswordLink>[1], id: string): Promise<object> => {
    const { token, expiresAt } = await makePasswordLink(database, actor, id);
    return { link: passwordLink(publicUrl, token), linkExpires: expiresAt.toISOString() };
  };
  /** Something done to one person, after which the list is shown again. */
  const action = (
    name: string,
    summary: string,
    work: (call: {
      actor: Parameters<typeof signOutStaff>[1];
      id: string;
      body: object;
    }) => Promise<object | null>,
  ): Route =>
    pages.define({
      method: 'post',
      path: `/admin/staff/{id}/${name}`,
      summary,
      access: ADMINS,
      params: byId,
      body: anything,
      async show({ actor, params: { id }, body }) {
        try {
          const done = await work({ actor, id, body });
          return done === null ? { to: '/admin/staff' } : await page(done);
        } catch (error) {
          if (!(error instanceof Problem) || error.code === 'not_found') throw error;
          return page({ faults: [{ field: `role-${id}`, text: error.detail }] }, error.status);
        }
      },
    });

  return [
    pages.define({
      path: '/admin/staff',
      summary: 'Members of staff',
      access: ADMINS,
      query: anything,
      show: ({ query }) => page({}, 200, query),
    }),
    pages.define({
      method: 'post',
      path: '/admin/staff',
      summary: 'Invite somebody',
      access: ADMINS,
      body: anything,
      async show({ actor, body }) {
        try {
          const wanted = validate(newStaff, { name: '', ...pick(body, ['name', 'role', 'email']) });
          const made = await unlessTaken(
            database.prisma.$transaction((tx) => createStaff(tx, actor, wanted)),
          );
          return await page({ made: made.name, ...(await linkFor(actor, made.id)) }, 201);
        } catch (error) {
          if (!(error instanceof Problem) || error.errors === null) throw error;
          return page({ sent: body, faults: fieldFaults(error, faultOf) }, 400);
        }
      },
    }),
    action('role', 'Give somebody another role', async ({ actor, id, body }) => {
      await changeStaff(database, actor, id, validate(staffChange, pick({ ...body }, ['role'])));
      return null;
    }),
    action('closed', 'Close an account, or open it again', async ({ actor, id, body }) => {
      const disabled = valueOf({ ...body }, 'closed') === 'true';
      await changeStaff(database, actor, id, { disabled });
      return null;
    }),
    action('link', 'Make a link to a new password', ({ actor, id }) => linkFor(actor, id)),
    action('sign-out', 'Sign somebody out everywhere', async ({ actor, id }) => {
      await signOutStaff(database, actor, id);
      return null;
    }),
    action('provider', 'Forget somebody’s account at the OpenID provider', async ({ actor, id }) => {
      await forgetProviderAccount(database, actor, id);
      return null;
    }),
    action('second-factor', 'Take a lost second factor away', async ({ actor, id }) => {
      await removeSecondFactor(database, actor, id);
      return null;
    }),
  ];
}

const SENTENCES: Readonly<Record<string, string>> = { name: 'Enter their name', role: 'Select their role' };

function faultOf({ field, message }: { readonly field: string; readonly message: string }) {
  return { field, text: SENTENCES[field] ?? message };
}
