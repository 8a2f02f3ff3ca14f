import type { Transaction } from '../http/idempotency.js';

export interface Willingness {
  readonly id: string;
  readonly given: string;
}

/**
 * The person's word that they want this one position, if it stands. Blanket consent is not enough (regulation 19 of the
 * Conduct Regulations: willingness to work in the position).
 */
export async function standingWillingness(
  tx: Transaction,
  { personId, vacancyId }: { readonly personId: string; readonly vacancyId: string },
): Promise<Willingness | null> {
  const rows = await tx.$queryRaw<Willingness[]>`
    SELECT c.id::text, c.given FROM consent c
     WHERE c.candidate_id = ${personId}::uuid AND c.scope = 'vacancy' AND c.vacancy_id = ${vacancyId}::uuid
       AND c.withdrawn_at IS NULL AND (c.expires_at IS NULL OR c.expires_at > now())
       AND EXISTS (SELECT 1 FROM consent k WHERE k.candidate_id = c.candidate_id AND k.scope = 'keep'
                      AND k.withdrawn_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now()))
     ORDER BY c.given_at DESC LIMIT 1`;
  return rows[0] ?? null;
}
