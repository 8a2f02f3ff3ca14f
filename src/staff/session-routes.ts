import type { Request } from 'express';
import { addressOf } from '../http/limits.js';
import { defineRoute, PUBLIC, type Reply, type Route, SIGNED_IN } from '../http/route.js';
import { cookieHeader, readCookie } from '../http/session-cookie.js';
import {
  account,
  credentials,
  passwordByLink,
  resetRequest,
  secondFactorAnswer,
  secondFactorNeeded,
  userAgentLine,
} from './account-schema.js';
import type { Accounts } from './accounts.js';
import { askForReset } from './ask-for-reset.js';
import { DEVICE_SECONDS } from './device-cookie.js';
import { signOutHere } from './end-own-sessions.js';
import { setPasswordByLink } from './set-password.js';
import { type Browser, signIn, signInWithCode, type SignedIn } from './sign-in.js';
import { viewAccount } from './view-account.js';

const TAG = 'Signing in';
const SET_COOKIE = 'The session is in the cookie that comes with it.';

/** Signing in and out, by cookie, and setting a password by a link. */
export function sessionRoutes(accounts: Accounts): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/v1/session',
      tag: TAG,
      summary: 'Sign in with e-mail address and password',
      description:
        'Answers alike whether or not there is such an account. Mistyping costs waiting, per account and place: never for ' +
        'anybody elsewhere.',
      access: PUBLIC,
      body: credentials,
      responses: {
        201: { description: `Signed in. ${SET_COOKIE}`, schema: account },
        202: { description: 'The password is right; a code is needed as well.', schema: secondFactorNeeded },
      },
      problems: ['sign_in_refused', 'too_many_attempts'],
      async handle({ body, request }) {
        const outcome = await signIn(accounts, body, browserOf(accounts, request));
        if (outcome.kind === 'signed_in') return signedInReply(accounts, outcome, false);
        return { status: 202, body: { challenge: outcome.challenge } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/session/second-factor',
      tag: TAG,
      summary: 'Finish signing in with a code',
      access: PUBLIC,
      body: secondFactorAnswer,
      responses: { 201: { description: `Signed in. ${SET_COOKIE}`, schema: account } },
      problems: ['sign_in_refused', 'too_many_attempts'],
      async handle({ body, request }) {
        return signedInReply(
          accounts,
          await signInWithCode(accounts, body, browserOf(accounts, request)),
          true,
        );
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/v1/session',
      tag: TAG,
      summary: 'Sign out',
      access: SIGNED_IN,
      responses: { 204: { description: 'Signed out.' } },
      async handle({ actor }) {
        await signOutHere(accounts.database, actor);
        return { status: 204, headers: signedOutHeaders(accounts) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/password-links',
      tag: TAG,
      summary: 'Set a password with the token of a link',
      description:
        'Works once, for a first password and for a forgotten one, and signs the person out everywhere.',
      access: PUBLIC,
      body: passwordByLink,
      responses: { 204: { description: 'Set. Sign in with it now.' } },
      problems: ['link_not_valid'],
      async handle({ body }) {
        await setPasswordByLink(accounts, body);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/password-resets',
      tag: TAG,
      summary: 'Ask for a new password',
      description:
        'Administrators see that somebody asked, and make the link. Answers alike whether or not there is such an account.',
      access: PUBLIC,
      body: resetRequest,
      responses: { 202: { description: 'If there is such an account, administrators can see the wish.' } },
      problems: ['too_many_attempts'],
      async handle({ body, request }) {
        await askForReset(accounts, body.email, addressOf(request));
        return { status: 202 };
      },
    }),
  ];
}

/** The answer to whoever has just signed in: their account, and the cookies. */
async function signedInReply(accounts: Accounts, signedIn: SignedIn, secondFactor: boolean): Promise<Reply> {
  const owed = accounts.sessions.secondFactorRequired && !secondFactor;
  return {
    status: 201,
    body: await viewAccount(accounts, signedIn.staffId, owed),
    headers: { 'set-cookie': signedInCookies(accounts, signedIn) },
  };
}

/** The `Set-Cookie` headers of a browser that has signed in, for JSON and pages alike. */
export function signedInCookies(
  { sessions }: Accounts,
  { token, deviceCookie }: Pick<SignedIn, 'token' | 'deviceCookie'>,
): string[] {
  const session = cookieHeader('session', token, sessions, sessions.hours * 3_600);
  return deviceCookie === null
    ? [session]
    : [session, cookieHeader('device', deviceCookie, sessions, DEVICE_SECONDS)];
}

/** The headers of a browser that has signed out: no cookie, and nothing kept of what it was shown. */
export function signedOutHeaders({ sessions }: Accounts): Record<string, string> {
  return {
    'set-cookie': cookieHeader('session', '', sessions, 0),
    'clear-site-data': '"cache", "storage"',
  };
}

export function browserOf({ sessions }: Accounts, request: Request): Browser {
  return {
    address: addressOf(request),
    deviceCookie: readCookie(request, 'device', sessions),
    userAgent: userAgentLine.parse((request.headers['user-agent'] ?? '').slice(0, 200)),
  };
}
