import type { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import type { StaffActor } from '../http/named-person.js';
import { Problem } from '../http/problem.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { noConcept, refuseKnown } from './offer-form.js';
import type { judgement } from './schema.js';

/**
 * Accepts or declines words that were offered, in every open offer of them for that concept. What is accepted comes into
 * the taxonomy with its next version, by a person who puts it there.
 *
 * @throws Problem `not_found`, `judged_already`, `form_known`; `invalid_request` where something is accepted for no concept.
 */
export async function judgeOffer(
  { prisma }: Database,
  taxonomy: Taxonomy,
  actor: StaffActor,
  id: string,
  { accepted, reason, conceptId: wanted }: z.output<typeof judgement>,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const offer = await tx.offeredForm.findUnique({ where: { id } });
    if (!offer) throw new Problem('not_found');
    const conceptId = wanted ?? offer.conceptId;
    if (accepted) {
      if (conceptId === null) throw noConcept();
      refuseKnown(taxonomy, offer.words, conceptId);
    }
    const { wordsKey } = offer;
    const { count } = await tx.offeredForm.updateMany({
      where: { wordsKey, conceptId: offer.conceptId, state: 'open' },
      data: {
        state: accepted ? 'accepted' : 'declined',
        conceptId: accepted ? conceptId : offer.conceptId,
        reason,
        judgedById: actor.staffId,
        judgedAt: new Date(),
      },
    });
    if (count === 0) throw new Problem('judged_already');
    await appendAudit(tx, {
      actor,
      action: 'form.judged',
      subject: `offered_form:${id}`,
      facts: { accepted, conceptId: conceptId ?? 'none', offers: count },
    });
  });
}
