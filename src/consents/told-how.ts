import type { Actor } from '../http/actor.js';
import { Problem } from '../http/problem.js';
import type { ToldBy } from './consent-terms.js';

/**
 * How a person's word came to us: by their link, or as staff say.
 *
 * @throws Problem `invalid_request` when staff do not say how, or a candidate does.
 */
export function toldHow(actor: Actor, how: ToldBy | undefined): string {
  if (actor.kind === 'staff' && how !== undefined) return how;
  if (actor.kind === 'candidate' && how === undefined) return 'candidate_link';
  throw new Problem('invalid_request', {
    errors: [
      {
        field: 'how',
        message:
          actor.kind === 'staff'
            ? 'Say how the person told you: phone, email, in_person or letter.'
            : 'Leave this out: you are saying it yourself.',
      },
    ],
  });
}
