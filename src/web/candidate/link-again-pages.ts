import { linkRequest } from '../../candidates/schema.js';
import { sendLinkAgain, type LinkWishDependencies } from '../../candidates/send-link.js';
import { addressOf } from '../../http/limits.js';
import { Problem } from '../../http/problem.js';
import { PUBLIC, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { anything, type Fields, pick, valueOf } from '../address.js';
import { fieldFaults, type FormFault } from '../form-fault.js';
import type { Page, PageMaker } from '../page.js';
import { fieldFault } from './upload-faults.js';

/** Who lost the link to their page asks for it. Answers alike whether or not anybody has the address. */
export function linkAgainPages(
  pages: PageMaker,
  dependencies: LinkWishDependencies & { readonly byEmail: boolean },
): Route[] {
  const page = (fields: Fields, faults: readonly FormFault[] = [], status = 200): Page => ({
    view: 'candidate/link-again',
    title: 'Send me my link again',
    status,
    data: {
      faults,
      email: valueOf(fields, 'email'),
      isSent: valueOf(fields, 'done') === 'sent',
      byEmail: dependencies.byEmail,
    },
  });
  return [
    pages.define({
      path: '/cv/link',
      summary: 'The form to ask for the link to one’s page',
      access: PUBLIC,
      query: anything,
      show: ({ query }) => Promise.resolve(page(query)),
    }),
    pages.define({
      method: 'post',
      path: '/cv/link',
      summary: 'Ask for the link to one’s page',
      access: PUBLIC,
      body: anything,
      async show({ body, request }) {
        try {
          const { email } = validate(linkRequest, { email: '', ...pick(body, ['email']) });
          await sendLinkAgain(dependencies, email, addressOf(request));
          return { to: '/cv/link?done=sent' };
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          if (error.code === 'too_many_attempts')
            return page(body, [{ field: 'email', text: error.detail }], error.status);
          if (error.code !== 'invalid_request') throw error;
          return page(body, fieldFaults(error, fieldFault), error.status);
        }
      },
    }),
  ];
}
