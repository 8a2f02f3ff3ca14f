import type { ConsentScope } from '../database/generated/enums.js';

/** Everything that a person may agree to. */
export const SCOPES = ['keep', 'represent', 'vacancy'] as const satisfies readonly ConsentScope[];

/** How staff may have been told. What the person does themselves by their link is `candidate_link`. */
export const TOLD_BY = ['phone', 'email', 'in_person', 'letter'] as const;
export type ToldBy = (typeof TOLD_BY)[number];

/**
 * Days that a consent stands unless it says otherwise. No law gives a number; each period is to be set and written down
 * (ICO, "Keeping recruitment records"): two years to keep, a year to represent, and a quarter for one position, which is
 * rarely open for longer.
 */
export const DEFAULT_DAYS: Readonly<Record<ConsentScope, number>> = {
  keep: 730,
  represent: 365,
  vacancy: 90,
};

/** What ends with a consent: nobody can be put forward by somebody who may not represent or keep them. */
export const ENDS_WITH: Readonly<Record<ConsentScope, readonly ConsentScope[]>> = {
  keep: ['keep', 'represent', 'vacancy'],
  represent: ['represent', 'vacancy'],
  vacancy: ['vacancy'],
};
