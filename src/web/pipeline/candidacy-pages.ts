import { z } from 'zod';
import { newConsent } from '../../consents/schema.js';
import type { Transaction } from '../../http/idempotency.js';
import { namedPerson, type StaffActor } from '../../http/named-person.js';
import { Problem } from '../../http/problem.js';
import { byId, CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { enqueueOwed } from '../../queue/enqueue-owed.js';
import type { OwedJob } from '../../queue/queue.js';
import { lockCandidacy, type LockedCandidacy } from '../../submissions/lock-candidacy.js';
import { moveCandidacy, undoMove } from '../../submissions/move-candidacy.js';
import { recordWillingness } from '../../submissions/record-willingness.js';
import { move, undo } from '../../submissions/schema.js';
import { address, anything, type Fields, isNamed, pick, valueOf } from '../address.js';
import type { PageMaker } from '../page.js';
import { keptIn } from '../vacancies/ranked-list.js';
import type { PipelinePageDependencies } from './pipeline-dependencies.js';
import { faultsAmongForms } from './problem-sentences.js';
import { seenRevision } from './seen-revision.js';
import { showCandidacy } from './show-candidacy.js';

const told = z.object({ how: newConsent.shape.how.unwrap(), note: newConsent.shape.note });
/** Nobody is made to explain a slip; what happened is on record either way. */
const NO_WORDS = 'Taken back, without a word why';

/** One candidacy: where it stands and how it got there, with a form for each way on. */
export function candidacyPages(pages: PageMaker, dependencies: PipelinePageDependencies): Route[] {
  const { database, enqueue, filedEvidence } = dependencies;
  const form = (
    name: 'moves' | 'undo' | 'willingness',
    summary: string,
    work: (
      tx: Transaction,
      actor: StaffActor,
      candidacy: LockedCandidacy,
      body: Fields,
    ) => Promise<readonly OwedJob[]>,
  ): Route =>
    pages.define({
      method: 'post',
      path: `/candidacies/{id}/${name}`,
      summary,
      access: CONSULTANTS,
      params: byId,
      body: anything,
      async show({ actor, params: { id }, body }) {
        const person = namedPerson(actor);
        const named = isNamed(body);
        try {
          const { owed, vacancyId, personId } = await database.prisma.$transaction(async (tx) => {
            const candidacy = await lockCandidacy(tx, id, seenRevision(body));
            return { ...candidacy, owed: await work(tx, person, candidacy, body) };
          });
          enqueueOwed(enqueue, owed);
          const back = BACK[valueOf(body, 'back') ?? ''] ?? BACK['candidacy'];
          return { to: back({ id, vacancyId, personId, done: name, kept: keptIn(body) }) };
        } catch (error) {
          const faults = error instanceof Problem ? faultsAmongForms(error, body) : null;
          if (!(error instanceof Problem) || faults === null) throw error;
          return showCandidacy(dependencies, actor, id, { named, sent: body, faults, status: error.status });
        }
      },
    });

  return [
    pages.define({
      path: '/candidacies/{id}',
      summary: 'One candidacy with every move',
      access: CONSULTANTS,
      params: byId,
      query: anything,
      show: ({ actor, params: { id }, query }) =>
        showCandidacy(dependencies, actor, id, {
          named: isNamed(query),
          done: valueOf(query, 'done'),
        }),
    }),
    form('moves', 'Move a candidacy on, or out', async (tx, actor, candidacy, body) => {
      const wanted = validate(move, pick(body, ['to', 'reason', 'note', 'exception']));
      await moveCandidacy(tx, actor, candidacy, wanted, filedEvidence);
      return [];
    }),
    form('undo', 'Take the last move back', async (tx, actor, candidacy, body) => {
      await undoMove(tx, actor, candidacy, validate(undo, { note: valueOf(body, 'note') ?? NO_WORDS }));
      return [];
    }),
    form('willingness', 'Write down that a person wants the post', (tx, actor, candidacy, body) =>
      recordWillingness(
        tx,
        actor,
        candidacy,
        validate(told, { how: valueOf(body, 'how'), note: valueOf(body, 'note') }),
        filedEvidence,
      ),
    ),
  ];
}

interface Moved {
  readonly id: string;
  readonly vacancyId: string;
  readonly personId: string;
  readonly done: string;
  /** What goes along: see `keptIn`. */
  readonly kept: Readonly<Record<string, string>>;
}

/** Where a form leads when it is done, by what it says. */
const BACK: Readonly<Record<string, (moved: Moved) => string>> & {
  readonly candidacy: (moved: Moved) => string;
} = {
  candidacy: ({ id, done, kept: { names } }) => address(`/candidacies/${id}`, { done, names }),
  board: ({ id, vacancyId, kept: { names } }) =>
    address(`/vacancies/${vacancyId}/pipeline`, { moved: id, names }),
  review: ({ vacancyId, personId, done, kept }) =>
    address(`/vacancies/${vacancyId}/people/${personId}`, { done, ...kept }),
};
