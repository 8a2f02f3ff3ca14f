import { v7 as uuidv7 } from 'uuid';
import { appendAudit } from '../audit/append-audit.js';
import type { Shown } from '../decisions/what-was-shown.js';
import { actorName, apiKeyOf, type Actor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';
import { faultyField, Problem } from '../http/problem.js';
import { NEXT, reasonsFor, type PipelineStage } from './pipeline-stages.js';

/** A candidacy as the caller saw it, locked. */
export interface StandingCandidacy {
  readonly id: string;
  readonly candidateId: string;
  readonly vacancyId: string;
  readonly stage: PipelineStage;
  readonly revision: number;
}

export interface MoveInput {
  readonly to: PipelineStage;
  readonly reason?: string | undefined;
  readonly note?: string | undefined;
}

/** @throws Problem `illegal_move` where the stage does not lead there. */
export function requireLegal({ stage }: Pick<StandingCandidacy, 'stage'>, to: PipelineStage): void {
  if (NEXT[stage].includes(to)) return;
  const options = NEXT[stage];
  throw new Problem('illegal_move', {
    detail:
      options.length === 0
        ? `It ended as "${stage}". Undo that first, if it was a mistake.`
        : `From "${stage}" it may go to: ${options.join(', ')}.`,
  });
}

/** @throws Problem `invalid_request` without the reason that the stage needs, or with one that does not fit. */
export function requireReason({ to, reason, note }: MoveInput): void {
  const fitting = reasonsFor(to);
  if (fitting === null) {
    if (reason !== undefined) throw faultyField('reason', `Leave this out for "${to}"; use the note.`);
    return;
  }
  if (reason === undefined || !fitting.includes(reason))
    throw faultyField('reason', `Choose one of: ${fitting.join(', ')}.`);
  if (reason === 'other' && note === undefined) throw faultyField('note', 'Say in words what the reason is.');
}

/** Writes a move and where it leads. The candidacy is locked, so its revision is still the one seen. */
export async function writeMove(
  tx: Transaction,
  actor: Actor,
  candidacy: StandingCandidacy,
  move: MoveInput & { readonly shown: Shown | null; readonly isUndo?: boolean },
): Promise<void> {
  const { id, candidateId, vacancyId, stage } = candidacy;
  const revision = candidacy.revision + 1;
  await tx.candidacy.update({
    where: { id },
    data: { stage: move.to, revision, updatedAt: new Date() },
  });
  await insertMove(tx, actor, { candidacyId: id, revision, from: stage, ...move });
  await appendAudit(tx, {
    actor,
    action: 'candidacy.moved',
    subject: `candidate:${candidateId}`,
    facts: {
      candidacyId: id,
      vacancyId,
      from: stage,
      to: move.to,
      ...(move.reason === undefined ? {} : { reason: move.reason }),
      ...(move.isUndo ? { undo: true } : {}),
    },
  });
}

export async function insertMove(
  tx: Transaction,
  actor: Actor,
  move: MoveInput & {
    readonly candidacyId: string;
    readonly revision: number;
    readonly from: PipelineStage | null;
    readonly shown: Shown | null;
    readonly isUndo?: boolean;
  },
): Promise<void> {
  const { candidacyId, revision, from, to, reason, note, shown, isUndo } = move;
  await tx.candidacyMove.create({
    data: {
      id: uuidv7(),
      candidacyId,
      revision,
      actor: actorName(actor),
      byId: actor.kind === 'staff' ? actor.staffId : null,
      apiKeyId: apiKeyOf(actor),
      from,
      to,
      reason: reason ?? null,
      note: note ?? null,
      isUndo: isUndo ?? false,
      ...(shown && { shown }),
    },
  });
}
