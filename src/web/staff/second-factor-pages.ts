import { Problem } from '../../http/problem.js';
import { SIGNED_IN, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { confirmation, passwordOnly } from '../../staff/account-schema.js';
import type { Accounts } from '../../staff/accounts.js';
import { sessionHolder } from '../../staff/session-holder.js';
import { signedInCookies } from '../../staff/session-routes.js';
import { setUpSecondFactor, startSecondFactor } from '../../staff/set-up-second-factor.js';
import { anything, type Fields, valueOf } from '../address.js';
import type { Page, PageMaker } from '../page.js';

const PATH = '/account/second-factor';

/** Setting up an authenticator app, in three steps: password, code, recovery codes. */
export function secondFactorPages(pages: PageMaker, accounts: Accounts): Route[] {
  return [
    pages.define({
      path: PATH,
      summary: 'Begin to set up an authenticator app',
      access: SIGNED_IN,
      show: () => Promise.resolve(step('password', {})),
    }),
    pages.define({
      method: 'post',
      path: PATH,
      summary: 'The secret for the authenticator app',
      access: SIGNED_IN,
      body: anything,
      show: ({ actor, body }) =>
        orAgain('password', body, async () => {
          const { password } = validate(passwordOnly, { password: body['password'] });
          const { secret, uri } = await startSecondFactor(accounts, sessionHolder(actor), password);
          return step('code', { secret, uri });
        }),
    }),
    pages.define({
      method: 'post',
      path: `${PATH}/confirmation`,
      summary: 'Confirm the authenticator app',
      access: SIGNED_IN,
      body: anything,
      show: ({ actor, body }) =>
        orAgain('code', body, async () => {
          const { code } = validate(confirmation, { code: (valueOf(body, 'code') ?? '').trim() });
          const { token, codes } = await setUpSecondFactor(accounts, sessionHolder(actor), code);
          const cookies = signedInCookies(accounts, { token, deviceCookie: null });
          return { ...step('done', { codes }), headers: { 'set-cookie': cookies } };
        }),
    }),
  ];
}

type Step = 'password' | 'code' | 'done';

const TITLES: Readonly<Record<Step, string>> = {
  password: 'Set up an authenticator app',
  code: 'Add us to your authenticator app',
  done: 'Keep your recovery codes',
};

function step(name: Step, data: Readonly<Record<string, unknown>>, status = 200): Page {
  return { view: 'staff/second-factor', title: TITLES[name], status, data: { step: name, ...data } };
}

async function orAgain(name: Step, fields: Fields, work: () => Promise<Page>): Promise<Page> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || (error.errors === null && error.code !== 'too_many_attempts'))
      throw error;
    const faults = (error.errors ?? [{ message: error.detail }]).map(({ message }) => ({
      field: name,
      text: message,
    }));
    const kept = { secret: valueOf(fields, 'secret'), uri: valueOf(fields, 'uri') };
    return step(name, { faults, ...kept }, error.status);
  }
}
