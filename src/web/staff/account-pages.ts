import type { Actor } from '../../http/actor.js';
import { Problem } from '../../http/problem.js';
import { byId, type Route, SIGNED_IN } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { passwordChange } from '../../staff/account-schema.js';
import type { Accounts } from '../../staff/accounts.js';
import { endOwnSession, endOwnSessions } from '../../staff/end-own-sessions.js';
import { sessionHolder } from '../../staff/session-holder.js';
import { signedInCookies, signedOutHeaders } from '../../staff/session-routes.js';
import { liveSessions } from '../../staff/sessions.js';
import { changePassword } from '../../staff/set-password.js';
import { viewAccount } from '../../staff/view-account.js';
import { address, anything, valueOf } from '../address.js';
import { faultsByField, type FormFault } from '../form-fault.js';
import type { Page, PageMaker } from '../page.js';

const HERE = '/account';
const SENTENCES: Readonly<Record<string, string>> = {
  currentPassword: 'Enter the password that you have now',
  newPassword: 'Enter a new password',
};

/** What people do with their own account: password, second factor, and where they are signed in. */
export function accountPages(pages: PageMaker, accounts: Accounts): Route[] {
  const { database, sessions } = accounts;
  const page = async (
    actor: Actor,
    data: object = {},
    faults: readonly FormFault[] = [],
    status = 200,
  ): Promise<Page> => {
    const { staffId, sessionId } = sessionHolder(actor);
    const [account, live] = await Promise.all([
      viewAccount(accounts, staffId, false),
      liveSessions(database, staffId, sessions),
    ]);
    return {
      view: 'staff/account',
      title: 'Your account',
      status,
      data: {
        account,
        sessions: live.map((one) => ({
          ...one,
          isThisOne: one.id === sessionId,
          createdAt: one.createdAt.toISOString(),
          lastSeenAt: one.lastSeenAt.toISOString(),
        })),
        faults,
        fault: faultsByField(faults),
        ...data,
      },
    };
  };
  return [
    pages.define({
      path: HERE,
      summary: 'Your account',
      access: SIGNED_IN,
      query: anything,
      show: ({ actor, query }) => page(actor, { done: valueOf(query, 'done') }),
    }),
    pages.define({
      method: 'post',
      path: `${HERE}/password`,
      summary: 'Change your password',
      access: SIGNED_IN,
      body: anything,
      async show({ actor, body }) {
        try {
          const { currentPassword = '', newPassword = '' } = body;
          const change = validate(passwordChange, { currentPassword, newPassword });
          const token = await changePassword(accounts, sessionHolder(actor), change);
          const cookies = signedInCookies(accounts, { token, deviceCookie: null });
          return { to: address(HERE, { done: 'password' }), headers: { 'set-cookie': cookies } };
        } catch (error) {
          if (!(error instanceof Problem) || (error.errors === null && error.code !== 'too_many_attempts'))
            throw error;
          const faults = (error.errors ?? [{ field: 'currentPassword', message: error.detail }]).map(
            ({ field, message }) => ({
              field,
              text: body[field] === '' ? (SENTENCES[field] ?? message) : message,
            }),
          );
          return page(actor, {}, faults, error.status);
        }
      },
    }),
    pages.define({
      method: 'post',
      path: `${HERE}/sessions/{id}/end`,
      summary: 'Sign out somewhere else',
      access: SIGNED_IN,
      params: byId,
      async show({ actor, params }) {
        await endOwnSession(database, sessionHolder(actor), params.id);
        return { to: address(HERE, { done: 'session' }) };
      },
    }),
    pages.define({
      method: 'post',
      path: `${HERE}/sessions/end`,
      summary: 'Sign out everywhere',
      access: SIGNED_IN,
      async show({ actor }) {
        await endOwnSessions(database, sessionHolder(actor));
        return { to: '/sign-in', headers: signedOutHeaders(accounts) };
      },
    }),
  ];
}
