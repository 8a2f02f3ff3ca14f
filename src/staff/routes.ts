import { pageQuery } from '../http/cursor.js';
import type { Idempotency } from '../http/idempotency.js';
import { ADMINS, byId, defineRoute, type Route } from '../http/route.js';
import type { Accounts } from './accounts.js';
import { listStaff } from './list-staff.js';
import { changeStaff, createStaff } from './manage-staff.js';
import { passwordLink } from './one-time-links.js';
import { forgetProviderAccount, makePasswordLink, removeSecondFactor, signOutStaff } from './reset-access.js';
import { newStaff, passwordLinkMade, staffChange, staffMember, staffPage } from './schema.js';
import { unlessTaken } from './set-password.js';

/** Who works here: admins only. */
export function staffRoutes({ database, publicUrl }: Accounts, idempotency: Idempotency): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/v1/staff',
      tag: 'Staff',
      summary: 'Add a member of staff',
      description:
        'Nobody can sign in with it before they have set a password by a link, or come from the OpenID provider.',
      access: ADMINS,
      unscoped: true,
      idempotent: true,
      body: newStaff,
      responses: { 201: { description: 'Added.', schema: staffMember } },
      async handle(call) {
        const done = await unlessTaken(
          idempotency.once(call, staffMember, async (tx) => ({
            status: 201,
            value: await createStaff(tx, call.actor, call.body),
          })),
        );
        return { status: done.status, body: done.value };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/staff',
      tag: 'Staff',
      summary: 'List members of staff, newest first',
      access: ADMINS,
      query: pageQuery,
      responses: { 200: { description: 'Also those who have left.', schema: staffPage } },
      problems: ['invalid_cursor'],
      async handle({ query }) {
        return { status: 200, body: await listStaff(database, query) };
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/v1/staff/{id}',
      tag: 'Staff',
      summary: 'Change a name, a role or an e-mail address, or close an account',
      description: 'Another role or e-mail address, or a closed account, signs the person out everywhere.',
      access: ADMINS,
      unscoped: true,
      params: byId,
      body: staffChange,
      responses: { 200: { description: 'Changed.', schema: staffMember } },
      problems: ['not_found', 'last_administrator'],
      async handle({ actor, params: { id }, body }) {
        return { status: 200, body: await unlessTaken(changeStaff(database, actor, id, body)) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/staff/{id}/password-links',
      tag: 'Staff',
      summary: 'Make a link by which somebody sets a password',
      description:
        'For a first password and for a forgotten one. Works once, for three days; older links of the person stop working. ' +
        'It takes no Idempotency-Key: an answer that got lost is not kept. Make another.',
      access: ADMINS,
      unscoped: true,
      params: byId,
      responses: { 201: { description: 'Made.', schema: passwordLinkMade } },
      problems: ['not_found'],
      async handle({ actor, params: { id } }) {
        const { token, expiresAt } = await makePasswordLink(database, actor, id);
        return {
          status: 201,
          body: { url: passwordLink(publicUrl, token), expiresAt: expiresAt.toISOString() },
        };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/v1/staff/{id}/second-factor',
      tag: 'Staff',
      summary: 'Take somebody’s lost second factor away',
      description: 'Make sure who is asking, and not by e-mail alone. Signs the person out everywhere.',
      access: ADMINS,
      unscoped: true,
      params: byId,
      responses: { 204: { description: 'Taken away; where one is required, a new one has to be set up.' } },
      problems: ['not_found'],
      async handle({ actor, params: { id } }) {
        await removeSecondFactor(database, actor, id);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/v1/staff/{id}/provider-account',
      tag: 'Staff',
      summary: 'Forget which account at the OpenID provider is somebody’s',
      description: 'For an account there that was given to somebody else. Signs the person out everywhere.',
      access: ADMINS,
      unscoped: true,
      params: byId,
      responses: { 204: { description: 'Forgotten; their verified e-mail address finds it anew.' } },
      problems: ['not_found'],
      async handle({ actor, params: { id } }) {
        await forgetProviderAccount(database, actor, id);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/v1/staff/{id}/sessions',
      tag: 'Staff',
      summary: 'Sign somebody out everywhere',
      access: ADMINS,
      unscoped: true,
      params: byId,
      responses: { 204: { description: 'Signed out.' } },
      problems: ['not_found'],
      async handle({ actor, params: { id } }) {
        await signOutStaff(database, actor, id);
        return { status: 204 };
      },
    }),
  ];
}
