import { consentStands } from '../database/consent-stands.js';
import { Prisma } from '../database/generated/client.js';
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
       AND ${Prisma.raw(consentStands('c'))}
       AND EXISTS (SELECT 1 FROM consent k WHERE k.candidate_id = c.candidate_id AND k.scope = 'keep'
                      AND ${Prisma.raw(consentStands('k'))})
     ORDER BY c.given_at DESC LIMIT 1`;
  return rows[0] ?? null;
}
