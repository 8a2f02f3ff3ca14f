import type { Transaction } from '../http/idempotency.js';
import type { OwedJob } from '../queue/queue.js';

/**
 * After a change of what somebody lets us do, or of what is known of them: their place in every list is owed. In the
 * caller's transaction; the row says so, the job is a hint.
 */
export async function rankAgain(tx: Transaction, candidateId: string, because: string): Promise<OwedJob> {
  await tx.$executeRaw`UPDATE profile SET ranked_revision = NULL WHERE candidate_id = ${candidateId}::uuid`;
  return { name: 'rank-candidate', payload: { candidateId }, options: { revision: because } };
}
