import type { Actor } from '../http/actor.js';
import { byId, defineRoute, type Route, SIGNED_IN } from '../http/route.js';
import {
  account,
  confirmation,
  enrolment,
  passwordChange,
  passwordOnly,
  recoveryCodes,
  sessionList,
} from './account-schema.js';
import type { Accounts } from './accounts.js';
import { endOwnSession, endOwnSessions } from './end-own-sessions.js';
import { setUpSecondFactor, startSecondFactor } from './set-up-second-factor.js';
import { signedInCookies, signedOutHeaders } from './session-routes.js';
import { sessionHolder } from './session-holder.js';
import { liveSessions } from './sessions.js';
import { changePassword } from './set-password.js';
import { viewAccount } from './view-account.js';

const TAG = 'Own account';

/** What people do with their own account, signed in by cookie. */
export function accountRoutes(accounts: Accounts): Route[] {
  const { database, sessions } = accounts;
  return [
    defineRoute({
      method: 'get',
      path: '/v1/account',
      tag: TAG,
      summary: 'Show who is signed in',
      access: SIGNED_IN,
      responses: { 200: { description: 'The account.', schema: account } },
      async handle({ actor }) {
        return { status: 200, body: await viewAccount(accounts, sessionHolder(actor).staffId, owes(actor)) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/account/password',
      tag: TAG,
      summary: 'Change the password',
      description: 'Signs the person out everywhere else.',
      access: SIGNED_IN,
      body: passwordChange,
      responses: { 204: { description: 'Changed; the cookie is a new one.' } },
      problems: ['too_many_attempts'],
      async handle({ actor, body }) {
        const token = await changePassword(accounts, sessionHolder(actor), body);
        return {
          status: 204,
          headers: { 'set-cookie': signedInCookies(accounts, { token, deviceCookie: null }) },
        };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/account/second-factor',
      tag: TAG,
      summary: 'Begin to set up an authenticator app',
      description:
        'An app that was set up before goes on working until a code of the new one has been confirmed.',
      access: SIGNED_IN,
      body: passwordOnly,
      responses: { 200: { description: 'For the app. Shown this once.', schema: enrolment } },
      problems: ['too_many_attempts'],
      async handle({ actor, body }) {
        return { status: 200, body: await startSecondFactor(accounts, sessionHolder(actor), body.password) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/account/second-factor/confirmation',
      tag: TAG,
      summary: 'Confirm the authenticator app with a code',
      description: 'Signs the person out everywhere else.',
      access: SIGNED_IN,
      body: confirmation,
      responses: {
        200: { description: 'In use from now on; the cookie is a new one.', schema: recoveryCodes },
      },
      problems: ['too_many_attempts'],
      async handle({ actor, body }) {
        const { token, codes } = await setUpSecondFactor(accounts, sessionHolder(actor), body.code);
        const headers = { 'set-cookie': signedInCookies(accounts, { token, deviceCookie: null }) };
        return { status: 200, body: { recoveryCodes: codes }, headers };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/account/sessions',
      tag: TAG,
      summary: 'List where one is signed in',
      access: SIGNED_IN,
      responses: { 200: { description: 'The most recently used first.', schema: sessionList } },
      async handle({ actor }) {
        const { staffId, sessionId } = sessionHolder(actor);
        const rows = await liveSessions(database, staffId, sessions);
        const items = rows.map((row) => ({
          ...row,
          isThisOne: row.id === sessionId,
          createdAt: row.createdAt.toISOString(),
          lastSeenAt: row.lastSeenAt.toISOString(),
          expiresAt: row.expiresAt.toISOString(),
        }));
        return { status: 200, body: { items } };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/v1/account/sessions',
      tag: TAG,
      summary: 'Sign out everywhere',
      access: SIGNED_IN,
      responses: { 204: { description: 'Signed out, here too.' } },
      async handle({ actor }) {
        await endOwnSessions(database, sessionHolder(actor));
        return { status: 204, headers: signedOutHeaders(accounts) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/v1/account/sessions/{id}',
      tag: TAG,
      summary: 'Sign out somewhere else',
      access: SIGNED_IN,
      params: byId,
      responses: { 204: { description: 'Signed out there.' } },
      problems: ['not_found'],
      async handle({ actor, params: { id } }) {
        await endOwnSession(database, sessionHolder(actor), id);
        return { status: 204 };
      },
    }),
  ];
}

function owes(actor: Actor): boolean {
  return actor.kind === 'staff' && actor.credential.kind === 'session' && actor.credential.secondFactorOwed;
}
