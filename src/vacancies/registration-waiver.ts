import { Problem } from '../http/problem.js';
import type { Stage } from '../taxonomy/concept.js';

/**
 * Why a post needs no HCPC registration although its stage does: "occupational therapist" is a protected title (Health
 * Professions Order 2001, article 39), so people without registration may not be led into such a post by a slip.
 */
export const REGISTRATION_WAIVERS = ['support_role', 'no_protected_title', 'employer_confirmed'] as const;
export type RegistrationWaiver = (typeof REGISTRATION_WAIVERS)[number];

interface Waived {
  /** What staff set; undefined: nothing. */
  readonly registrationRequired: boolean | null | undefined;
  readonly stage: Stage | null;
  readonly waiver: string | null;
}

/** Whether staff take registration off a post whose stage needs it, without saying why. */
export function lacksReason({ registrationRequired, stage, waiver }: Waived): boolean {
  return registrationRequired === false && stage !== 'support_worker' && waiver === null;
}

/** @throws Problem `invalid_request` where a reason is wanting that was not wanting before. */
export function requireReason(before: Waived | null, after: Waived): void {
  if (!lacksReason(after) || (before !== null && lacksReason(before))) return;
  throw new Problem('invalid_request', {
    errors: [
      {
        field: 'registrationWaiver',
        message: `Say why a post of this stage needs no HCPC registration: ${REGISTRATION_WAIVERS.join(', ')}.`,
      },
    ],
  });
}
