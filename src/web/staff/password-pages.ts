import { addressOf } from '../../http/limits.js';
import { PUBLIC, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { passwordByLink, resetRequest } from '../../staff/account-schema.js';
import type { Accounts } from '../../staff/accounts.js';
import { askForReset } from '../../staff/ask-for-reset.js';
import { setPasswordByLink } from '../../staff/set-password.js';
import { anything, type Fields, textOf, valueOf } from '../address.js';
import type { FormFault } from '../form-fault.js';
import type { Page, PageMaker } from '../page.js';
import { orSayWhy } from './or-say-why.js';

/** Setting a password by a link, and asking for that link. */
export function passwordPages(pages: PageMaker, accounts: Accounts): Route[] {
  return [
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

function passwordForm(fields: Fields, faults: readonly FormFault[] = [], status = 200): Page {
  return {
    view: 'staff/set-password',
    title: 'Set your password',
    status,
    data: { faults, email: valueOf(fields, 'email'), token: valueOf(fields, 'token') },
  };
}
