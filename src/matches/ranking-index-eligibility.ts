/**
 * SQL for "this candidate may be ranked": they let us keep their data, now. Whoever has withdrawn that, or let it
 * expire, is out of every list.
 *
 * @param candidateId an SQL expression, never a value.
 */
export const mayBeRanked = (candidateId: string): string =>
  `EXISTS (SELECT 1 FROM consent c WHERE c.candidate_id = ${candidateId} AND c.scope = 'keep'
     AND c.withdrawn_at IS NULL AND (c.expires_at IS NULL OR c.expires_at > now()))`;
