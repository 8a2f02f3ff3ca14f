/**
 * SQL for "this candidate may be ranked": they let us keep their data, now. Whoever has withdrawn that, or let it
 * expire, is out of every list.
 *
 * @param candidateId an SQL expression, never a value.
 */
export const mayBeRanked = (candidateId: string): string =>
  `EXISTS (SELECT 1 FROM consent keeping WHERE keeping.candidate_id = ${candidateId} AND keeping.scope = 'keep'
     AND keeping.withdrawn_at IS NULL AND (keeping.expires_at IS NULL OR keeping.expires_at > now()))`;
