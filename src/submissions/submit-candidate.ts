import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import { requireKeeping } from '../consents/give-consent.js';
import { whatWasShown } from '../decisions/what-was-shown.js';
import type { Transaction } from '../http/idempotency.js';
import type { StaffActor } from '../http/named-person.js';
import { Problem } from '../http/problem.js';
import { requireFirstIntroduction } from './earlier-introductions.js';
import { checksToIntroduce, gatherEvidence, type FiledEvidence } from './evidence.js';
import type { LockedCandidacy } from './lock-candidacy.js';
import type { newSubmission } from './schema.js';
import { standingWillingness } from './willingness.js';
import { requireLegal, writeMove } from './write-move.js';

/**
 * Puts a person forward: an introduction in law. Impossible without their word for this one position; keeps the CV as it
 * is now, what the employer is told, what was seen for regulations 19 and 22, and who answers for it.
 *
 * @throws Problem `illegal_move`, `vacancy_closed`, `keeping_needed`, `willingness_missing`, `cv_missing`, `submitted_already`,
 *   `submitted_before`, `evidence_missing`, `invalid_request`: words for what the employer does not ask for now.
 */
export async function submitCandidate(
  tx: Transaction,
  actor: StaffActor,
  candidacy: LockedCandidacy,
  { told, evidence: inWords, employerEvidence, exception, repeatReason }: z.output<typeof newSubmission>,
  filedEvidence: FiledEvidence,
): Promise<void> {
  const { id, candidateId, personId, vacancyId, post } = candidacy;
  const { employerId } = post;
  if ((await tx.submission.count({ where: { candidacyId: id } })) > 0) throw new Problem('submitted_already');
  requireLegal(candidacy, 'submitted');
  if (!candidacy.vacancyOpen) throw new Problem('vacancy_closed');
  await requireKeeping(tx, personId);
  const willingness = await standingWillingness(tx, candidacy);
  if (!willingness) throw new Problem('willingness_missing');
  const profile = await tx.profile.findUnique({ where: { candidateId: personId }, include: { cv: true } });
  // A virus may be known only after the CV was read: nobody is to open that file.
  if (!profile || profile.cv.outcome === 'infected') throw new Problem('cv_missing');
  await requireFirstIntroduction(tx, { personId, vacancyId, employerId }, repeatReason);
  const file = await filedEvidence(tx, personId, post);
  const needed = checksToIntroduce(post, file);
  requireAsked(needed, employerEvidence);
  const evidence = gatherEvidence(needed, { ...employerEvidence, ...inWords }, file, exception);
  const shown = await whatWasShown(tx, { staffId: actor.staffId, vacancyId, candidateId: personId });
  const { cv } = profile;
  const submissionId = uuidv7();
  await tx.submission.create({
    data: {
      id: submissionId,
      candidacyId: id,
      candidateId: personId,
      vacancyId,
      employerId,
      submittedById: actor.staffId,
      cvId: cv.id,
      cvSha256: cv.sha256,
      cvFileName: cv.fileName,
      consentId: willingness.id,
      told,
      evidence: JSON.parse(JSON.stringify(evidence)) as object,
      exception: exception ?? null,
      repeatReason: repeatReason ?? null,
      shown,
    },
  });
  await writeMove(tx, actor, candidacy, { to: 'submitted', shown });
  await appendAudit(tx, {
    actor,
    action: 'submission.made',
    subject: `candidate:${candidateId}`,
    facts: {
      submissionId,
      candidacyId: id,
      vacancyId,
      employerId,
      cvId: cv.id,
      consentId: willingness.id,
      exception: exception !== undefined,
    },
  });
}

/** Words about health would be kept before there is an offer, and words for what is not asked for would be lost. */
function requireAsked(needed: readonly string[], employerEvidence: Readonly<Record<string, string>>): void {
  const others = Object.keys(employerEvidence).filter((check) => !needed.includes(check));
  if (others.length > 0)
    throw new Problem('invalid_request', {
      errors: others.map((check) => ({
        field: `employerEvidence.${check}`,
        message:
          'The employer does not ask for this, or no more, before an introduction: leave these words out.',
      })),
    });
}
