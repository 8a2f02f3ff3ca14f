import { consentStands } from '../database/consent-stands.js';

/**
 * SQL for "this candidate may be ranked": they let us keep their data, now. Whoever has withdrawn that, or let it
 * expire, is out of every list.
 *
 * @param candidateId an SQL expression, never a value.
 */
export const mayBeRanked = (candidateId: string): string =>
  `EXISTS (SELECT 1 FROM consent keeping WHERE keeping.candidate_id = ${candidateId} AND keeping.scope = 'keep'
     AND ${consentStands('keeping')})`;
