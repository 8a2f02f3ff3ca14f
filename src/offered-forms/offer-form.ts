import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import { namesToHide } from '../candidates/names-to-hide.js';
import { viewCvText } from '../cvs/view-cv-text.js';
import type { Database } from '../database/client.js';
import type { StaffActor } from '../http/named-person.js';
import { faultyField, Problem } from '../http/problem.js';
import { cleanLine } from '../http/text.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { findConcepts } from '../understanding/find-concepts.js';
import { prepareText } from '../understanding/prepare-text.js';
import { conceptToOffer } from './choose-concept.js';
import { refusePersonalWords } from './refuse-personal-words.js';
import type { newOfferedForm } from './schema.js';

/**
 * Offers words of the CV that a person is ranked by as a form that the taxonomy should know. The same again is the same.
 *
 * @returns the id of the offer.
 * @throws Problem `not_found`, `words_too_long`, `words_too_short`, `words_personal`, `words_not_in_cv`, `form_known`,
 *   `text_unavailable`; `invalid_request` where there is no such concept.
 */
export async function offerForm(
  database: Database,
  taxonomy: Taxonomy,
  actor: StaffActor,
  candidateId: string,
  { words, conceptId }: z.output<typeof newOfferedForm>,
): Promise<string> {
  const cv = await viewCvText(database, taxonomy, candidateId);
  const names = await namesToHide(database, [candidateId]);
  refusePersonalWords(words, {
    names: names.get(candidateId) ?? '',
    hcpcNumber: cv.hcpcNumber,
  });
  const wordsKey = words.toLowerCase();
  if (!cleanLine(cv.text).toLowerCase().includes(wordsKey)) throw new Problem('words_not_in_cv');
  if (conceptId !== null) refuseKnown(taxonomy, words, conceptId);

  return database.prisma.$transaction(async (tx) => {
    const offered = { wordsKey, conceptId, cvId: cv.cvId };
    const before = await tx.offeredForm.findFirst({ where: offered, select: { id: true } });
    if (before) return before.id;
    const id = uuidv7();
    await tx.offeredForm.create({ data: { id, words, ...offered, offeredById: actor.staffId } });
    await appendAudit(tx, {
      actor,
      action: 'form.offered',
      subject: `cv:${cv.cvId}`,
      facts: { offerId: id, conceptId: conceptId ?? 'none' },
    });
    return id;
  });
}

/** @throws Problem `form_known`; `invalid_request` where there is no such concept. */
export function refuseKnown(taxonomy: Taxonomy, words: string, conceptId: string): void {
  if (conceptToOffer(taxonomy, conceptId) === undefined) throw noConcept();
  const prepared = prepareText(words);
  const isKnown = findConcepts(prepared, taxonomy).some(
    (hit) => hit.conceptId === conceptId && hit.start === 0 && hit.end === prepared.text.length,
  );
  if (isKnown) throw new Problem('form_known');
}

export function noConcept(): Problem {
  return faultyField('conceptId', 'Choose a concept that there is');
}
