import { z } from 'zod';
import { appendAudit } from '../../audit/append-audit.js';
import { Problem } from '../../http/problem.js';
import { SIGNED_IN, type Access, type Route } from '../../http/route.js';
import { addressOf } from '../../http/limits.js';
import { localAddress } from '../../http/local-address.js';
import { validate } from '../../http/validate.js';
import { credentials, passwordByLink, resetRequest, secondFactorAnswer } from '../../staff/account-schema.js';
import type { Accounts } from '../../staff/accounts.js';
import { askForReset } from '../../staff/ask-for-reset.js';
import { sessionHolder } from '../../staff/session-holder.js';
import { browserOf, signedInCookies, signedOutHeaders } from '../../staff/session-routes.js';
import { setPasswordByLink } from '../../staff/set-password.js';
import { signIn, signInWithCode, type SignedIn } from '../../staff/sign-in.js';
import { address, valueOf, type Fields } from '../address.js';
import type { Page, PageMaker, Redirect } from '../page.js';

const PUBLIC: Access = { kind: 'public' };
const anything = z.looseObject({});
/** Refusals that the form itself shows; anything else is a page of its own. */
const SHOWN_IN_FORM = ['sign_in_refused', 'too_many_attempts', 'link_not_valid', 'invalid_request'];

/**
 * Signing in and out, and setting a password by a link.
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
        const { staffId, sessionId } = sessionHolder(actor);
        await accounts.database.prisma.$transaction(async (tx) => {
          await tx.staffSession.deleteMany({ where: { id: sessionId } });
          await appendAudit(tx, { actor, action: 'staff.signed_out', subject: `staff:${staffId}` });
        });
        return { to: '/sign-in', headers: signedOutHeaders(accounts) };
      },
    }),
    pages.define({
      path: '/set-password',
      summary: 'The form to set a password by a link',
      access: PUBLIC,
      show: () => Promise.resolve(passwordForm({})),
    }),
    pages.define({
      method: 'post',
      path: '/set-password',
      summary: 'Set a password by a link',
      access: PUBLIC,
      body: anything,
      show: ({ body }) =>
        orSayWhy(passwordForm, body, async () => {
          const email = valueOf(body, 'email');
          const sent = {
            token: textOf(body, 'token').trim(),
            password: textOf(body, 'password'),
            ...(email === undefined ? {} : { email: email.trim() }),
          };
          await setPasswordByLink(accounts, validate(passwordByLink, sent));
          return { to: '/sign-in?set=password' };
        }),
    }),
    pages.define({
      method: 'post',
      path: '/forgotten-password',
      summary: 'Ask administrators for a new password',
      access: PUBLIC,
      body: anything,
      async show({ body, request }) {
        await askForReset(
          accounts,
          validate(resetRequest, { email: textOf(body, 'email') }).email,
          addressOf(request),
        );
        return { to: '/sign-in?set=asked' };
      },
    }),
  ];
}

async function orSayWhy(
  form: (fields: Fields, faults: readonly Fault[], status: number) => Page,
  fields: Fields,
  work: () => Promise<Page | Redirect>,
): Promise<Page | Redirect> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || !SHOWN_IN_FORM.includes(error.code)) throw error;
    return form(fields, faultsOf(error), error.status);
  }
}

interface Fault {
  readonly field: string;
  readonly text: string;
}

function faultsOf({ code, detail, errors }: Problem): Fault[] {
  if (errors) return errors.map(({ field, message }) => ({ field, text: message }));
  const field = code === 'link_not_valid' ? 'token' : code === 'sign_in_refused' ? 'password' : 'email';
  return [{ field, text: detail }];
}

const signInFormWith =
  (oidcLabel: string | null) =>
  (fields: Fields, faults: readonly Fault[] = [], status = 200): Page => ({
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

function codeForm(fields: Fields, faults: readonly Fault[] = [], status = 200): Page {
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

function passwordForm(fields: Fields, faults: readonly Fault[] = [], status = 200): Page {
  return {
    view: 'staff/set-password',
    title: 'Set your password',
    status,
    data: { faults, email: valueOf(fields, 'email'), token: valueOf(fields, 'token') },
  };
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}
