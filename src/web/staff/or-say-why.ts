import { Problem } from '../../http/problem.js';
import type { Fields } from '../address.js';
import type { FormFault } from '../form-fault.js';
import type { Page, Redirect } from '../page.js';

/** Refusals that the form itself shows; anything else is a page of its own. */
const SHOWN_IN_FORM = ['sign_in_refused', 'too_many_attempts', 'link_not_valid', 'invalid_request'];

/** Does what somebody who is not signed in yet asks for; where that is refused, the form again with the reason. */
export async function orSayWhy(
  form: (fields: Fields, faults: readonly FormFault[], status: number) => Page,
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

function faultsOf({ code, detail, errors }: Problem): FormFault[] {
  if (errors) return errors.map(({ field, message }) => ({ field, text: message }));
  const field = code === 'link_not_valid' ? 'token' : code === 'sign_in_refused' ? 'password' : 'email';
  return [{ field, text: detail }];
}
