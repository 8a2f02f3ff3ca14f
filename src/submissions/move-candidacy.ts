import type { z } from 'zod';
import { requireKeeping } from '../consents/give-consent.js';
import { whatWasShown } from '../decisions/what-was-shown.js';
import type { Transaction } from '../http/idempotency.js';
import type { StaffActor } from '../http/named-person.js';
import { faultyField, Problem } from '../http/problem.js';
import { checksToStart, gatherEvidence, type FiledEvidence } from './evidence.js';
import type { LockedCandidacy } from './lock-candidacy.js';
import { isWayOut, type PipelineStage } from './pipeline-stages.js';
import type { move, undo } from './schema.js';
import { standingWillingness } from './willingness.js';
import { requireLegal, requireReason, writeMove } from './write-move.js';

/**
 * Takes a candidacy one stage further, or out, by a member of staff. Putting somebody forward has an address of its own.
 * Nobody begins in a post that the agency supplies, or whose employer asks for checks of its own, without what the
 * compliance file has to show, or an exception. Whoever does not let us keep their data any more can only be taken out.
 *
 * @throws Problem `illegal_move`, `submission_needed`, `willingness_missing`, `vacancy_closed`, `evidence_missing`,
 *   `keeping_needed`, `invalid_request`.
 */
export async function moveCandidacy(
  tx: Transaction,
  actor: StaffActor,
  candidacy: LockedCandidacy,
  { to, reason, note, exception }: z.output<typeof move>,
  filedEvidence: FiledEvidence,
): Promise<void> {
  requireLegal(candidacy, to);
  if (to === 'submitted') throw new Problem('submission_needed');
  requireReason({ to, reason, note });
  if (!isWayOut(to)) await requireKeeping(tx, candidacy.personId);
  if (!candidacy.vacancyOpen && !isWayOut(to) && to !== 'placed') throw new Problem('vacancy_closed');
  if (to === 'willingness_confirmed' && !(await standingWillingness(tx, candidacy)))
    throw new Problem('willingness_missing');
  if (exception !== undefined && (to !== 'placed' || note !== undefined)) {
    throw faultyField('exception', 'This goes with "placed" alone, and in place of the note.');
  }
  if (to === 'placed') {
    const file = await filedEvidence(tx, candidacy.personId, candidacy.post);
    gatherEvidence(checksToStart(candidacy.post, file), {}, file, exception);
  }
  const shown = await whatWasShown(tx, shownTo(actor, candidacy));
  await writeMove(tx, actor, candidacy, { to, reason, note: exception ?? note, shown });
}

/**
 * Takes the last move back, which stays on record. What the person themselves did, also where staff heard it from them,
 * and what went out to an employer, cannot be taken back here.
 *
 * @throws Problem `cannot_undo`, `keeping_needed`
 */
export async function undoMove(
  tx: Transaction,
  actor: StaffActor,
  candidacy: LockedCandidacy,
  { note }: z.output<typeof undo>,
): Promise<void> {
  const last = await tx.candidacyMove.findUniqueOrThrow({
    where: { candidacyId_revision: { candidacyId: candidacy.id, revision: candidacy.revision } },
  });
  if (!mayBeUndone(last)) throw new Problem('cannot_undo');
  await requireKeeping(tx, candidacy.personId);
  const shown = await whatWasShown(tx, shownTo(actor, candidacy));
  await writeMove(tx, actor, candidacy, { to: last.from as PipelineStage, note, shown, isUndo: true });
}

/** Neither the beginning, nor an undoing, nor what the person did themselves, nor what went out. */
export function mayBeUndone(move: {
  readonly from: string | null;
  readonly to: string;
  readonly isUndo: boolean;
  readonly byId: string | null;
  readonly reason: string | null;
}): boolean {
  const isTheirs = move.byId === null || move.reason === 'consent_withdrawn';
  return move.from !== null && !move.isUndo && !isTheirs && move.to !== 'submitted';
}

/** Lists rank the record that speaks for the person, which is not the candidacy's own after a merge. */
const shownTo = (
  { staffId }: StaffActor,
  { vacancyId, personId }: LockedCandidacy,
): Parameters<typeof whatWasShown>[1] => ({ staffId, vacancyId, candidateId: personId });
