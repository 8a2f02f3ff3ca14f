import { PUBLIC, type Route, SIGNED_IN } from '../../http/route.js';
import { localAddress } from '../../http/local-address.js';
import { validate } from '../../http/validate.js';
import { credentials, secondFactorAnswer } from '../../staff/account-schema.js';
import type { Accounts } from '../../staff/accounts.js';
import { signOutHere } from '../../staff/end-own-sessions.js';
import { browserOf, signedInCookies, signedOutHeaders } from '../../staff/session-routes.js';
import { signIn, signInWithCode, type SignedIn } from '../../staff/sign-in.js';
import { address, anything, type Fields, textOf, valueOf } from '../address.js';
import type { FormFault } from '../form-fault.js';
import type { Page, PageMaker, Redirect } from '../page.js';
import { orSayWhy } from './or-say-why.js';

/**
 * Signing in and out.
 *
 * @param oidcLabel what people know the OpenID provider as; null: there is none.
 */
export function signInPages(pages: PageMaker, accounts: Accounts, oidcLabel: string | null): Route[] {
  const signInForm = signInFormWith(oidcLabel);
  const welcome = (signedIn: SignedIn, fields: Fields): Redirect => ({
    to: localAddress(valueOf(fields, 'next')),
    headers: { 'set-cookie': signedInCookies(accounts, signedIn) },
  });
  return [
    pages.define({
      path: '/sign-in',
      summary: 'The form to sign in',
      access: PUBLIC,
      query: anything,
      show: ({ query }) => Promise.resolve(signInForm(query)),
    }),
    pages.define({
      method: 'post',
      path: '/sign-in',
      summary: 'Sign in',
      access: PUBLIC,
      body: anything,
      show: ({ body, request }) =>
        orSayWhy(signInForm, body, async () => {
          const sent = { email: textOf(body, 'email'), password: textOf(body, 'password') };
          const outcome = await signIn(accounts, validate(credentials, sent), browserOf(accounts, request));
          if (outcome.kind === 'signed_in') return welcome(outcome, body);
          return codeForm({ ...body, challenge: outcome.challenge });
        }),
    }),
    pages.define({
      method: 'post',
      path: '/sign-in/code',
      summary: 'Finish signing in with a code',
      access: PUBLIC,
      body: anything,
      show: ({ body, request }) =>
        orSayWhy(codeForm, body, async () => {
          const sent = { challenge: textOf(body, 'challenge'), code: textOf(body, 'code').trim() };
          const answer = validate(secondFactorAnswer, sent);
          return welcome(await signInWithCode(accounts, answer, browserOf(accounts, request)), body);
        }),
    }),
    pages.define({
      method: 'post',
      path: '/sign-out',
      summary: 'Sign out',
      access: SIGNED_IN,
      async show({ actor }) {
        await signOutHere(accounts.database, actor);
        return { to: '/sign-in', headers: signedOutHeaders(accounts) };
      },
    }),
  ];
}

const signInFormWith =
  (oidcLabel: string | null) =>
  (fields: Fields, faults: readonly FormFault[] = [], status = 200): Page => ({
    view: 'staff/sign-in',
    title: 'Sign in',
    status,
    data: {
      faults,
      oidcLabel,
      email: valueOf(fields, 'email'),
      next: valueOf(fields, 'next'),
      elsewhere: address('/v1/session/oidc', { next: valueOf(fields, 'next') }),
      notice: noticeOf(fields),
    },
  });

function noticeOf(fields: Fields): string | null {
  const done = valueOf(fields, 'set');
  if (done === 'password') return 'Your password is set. Sign in with it now.';
  if (done === 'asked')
    return 'If there is an account with that address, an administrator can see that you need a new password.';
  return null;
}

function codeForm(fields: Fields, faults: readonly FormFault[] = [], status = 200): Page {
  return {
    view: 'staff/code',
    title: 'Enter the code',
    status,
    data: {
      faults: faults.map((fault) => ({ ...fault, field: 'code' })),
      challenge: valueOf(fields, 'challenge'),
      next: valueOf(fields, 'next'),
    },
  };
}
