import { showPeople } from '../../candidates/people-shown.js';
import { TOLD_BY } from '../../consents/consent-terms.js';
import type { Actor } from '../../http/actor.js';
import { hideNames } from '../../submissions/hide-names.js';
import { mayBeUndone } from '../../submissions/move-candidacy.js';
import { reasonsFor, type PipelineStage } from '../../submissions/pipeline-stages.js';
import { viewCandidacy } from '../../submissions/view-candidacy.js';
import { introductionNeeds } from '../../submissions/introduction-needs.js';
import { address, type Fields } from '../address.js';
import type { Page } from '../page.js';
import { choicesOf } from '../words.js';
import type { PipelinePageDependencies } from './pipeline-dependencies.js';
import type { FormFault } from '../form-fault.js';

type Candidacy = Awaited<ReturnType<typeof viewCandidacy>>;

export interface ShownWith {
  readonly named: boolean;
  /** What was sent by a form that came back, and what is wrong with it. */
  readonly sent?: Fields;
  readonly faults?: readonly FormFault[];
  readonly status?: number;
  readonly done?: string | undefined;
}

/** The page of one candidacy: where it stands, where it may go, and all that happened. @throws Problem `not_found` */
export async function showCandidacy(
  { database, filedEvidence }: PipelinePageDependencies,
  actor: Actor,
  id: string,
  { named, sent = {}, faults = [], status = 200, done }: ShownWith,
): Promise<Page> {
  const candidacy = await viewCandidacy(database, id);
  const { candidate, vacancy, stage } = candidacy;
  const [needs, people] = await Promise.all([
    database.prisma.$transaction((tx) => introductionNeeds(tx, id, filedEvidence)),
    showPeople(database, actor, [candidate.id], named),
  ]);
  const name = people.nameOf(candidate.id);
  const kept = named ? { names: 'shown' } : {};
  return {
    view: 'pipeline/candidacy',
    title: `${name ?? candidate.reference}: ${vacancy.title}`,
    status,
    data: {
      candidacy: hideNames(people, candidacy),
      name,
      named,
      sent,
      faults,
      done,
      canUndo: canUndo(candidacy),
      choices: movesFrom(stage, candidacy.next),
      willingness: needs.willingness,
      toldBy: choicesOf('toldBy', TOLD_BY),
      links: {
        board: address(`/vacancies/${vacancy.id}/pipeline`, kept),
        review: address(`/vacancies/${vacancy.id}/people/${candidate.id}`, kept),
        submission: address(`/candidacies/${id}/submission`, kept),
        names: address(`/candidacies/${id}`, named ? {} : { names: 'shown' }),
      },
    },
  };
}

export interface MoveChoice {
  readonly to: PipelineStage;
  /** Null: none is needed. */
  readonly reasons: { readonly value: string; readonly text: string }[] | null;
}

/** Where a form may lead from a stage: willingness and putting somebody forward have forms of their own. */
function movesFrom(stage: PipelineStage, next: readonly PipelineStage[]): MoveChoice[] {
  return next
    .filter(
      (to) => to !== 'willingness_confirmed' && !(stage === 'willingness_confirmed' && to === 'submitted'),
    )
    .map((to) => ({ to, reasons: reasonChoices(to) }));
}

export function reasonChoices(to: PipelineStage): MoveChoice['reasons'] {
  const reasons = reasonsFor(to);
  return reasons && choicesOf('reason', reasons);
}

/** Whether the last move may be taken back. */
export function canUndo({ moves }: Pick<Candidacy, 'moves'>): boolean {
  const last = moves.at(-1);
  return last !== undefined && mayBeUndone({ ...last, byId: last.by.id });
}
