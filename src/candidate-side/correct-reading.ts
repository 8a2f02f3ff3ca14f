import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import { lockPerson, recordsShown } from '../candidates/find-person.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { asActor } from '../http/as-actor.js';
import type { Transaction } from '../http/idempotency.js';
import { faultyField, Problem } from '../http/problem.js';
import type { OwedJob } from '../queue/queue.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { askForPerson } from './ask-a-person.js';
import type { correctionList, correctionView, newCorrection } from './schema.js';

type View = z.input<typeof correctionView>;

/** More than anybody has to say; a longer story is a new CV. */
const MOST = 50;

/**
 * Keeps what a candidate says of what was read, and owes them another understanding and ranking. Their CV's text stays
 * as it is; what they state is quoted as theirs. In the caller's transaction.
 *
 * @throws Problem `not_found`, `invalid_request`, `cv_missing`; as `askForPerson` does.
 */
export async function correctReading(
  tx: Transaction,
  actor: Actor,
  candidateId: string,
  correction: z.output<typeof newCorrection>,
  taxonomy: Taxonomy,
): Promise<readonly OwedJob[]> {
  if (correction.kind === 'wrong' && !taxonomy.concepts.has(correction.conceptId)) {
    throw faultyField('conceptId', 'Nothing of this name is ever read. Take one from the list.');
  }
  const personId = await lockPerson(tx, actor, candidateId);
  const standing = await tx.correction.count({ where: { candidateId, withdrawnAt: null } });
  if (standing >= MOST) {
    throw new Problem('invalid_request', {
      errors: [
        { field: 'statement', message: `There are ${MOST} corrections already. Send a new CV instead.` },
      ],
    });
  }
  const id = uuidv7();
  await tx.correction.create({
    data: {
      id,
      candidateId,
      kind: correction.kind,
      conceptId: correction.kind === 'wrong' ? correction.conceptId : null,
      subject: correction.kind === 'reading' ? correction.subject : null,
      statement: correction.statement.replace(/\s+/g, ' '),
    },
  });
  const owed = await understandAgain(tx, personId);
  if (!owed) throw new Problem('cv_missing');
  if (correction.kind === 'reading') {
    // Words beside a CV do not always change how it is read: a person looks as well.
    const words = `Read wrongly, ${correction.subject}: ${correction.statement}`;
    await askForPerson(tx, actor, candidateId, { kind: 'rectify', words });
  }
  await appendAudit(tx, {
    actor,
    action: 'candidate.corrected',
    subject: `candidate:${personId}`,
    facts: { correctionId: id, kind: correction.kind },
  });
  return [owed];
}

/** Takes a correction back. Taking back twice is fine. @throws Problem `not_found` */
export async function withdrawCorrection(
  tx: Transaction,
  actor: Actor,
  id: string,
): Promise<readonly OwedJob[]> {
  const found = await tx.correction.findUnique({ where: { id } });
  if (!found) throw new Problem('not_found');
  const personId = await lockPerson(tx, actor, found.candidateId);
  const { count } = await tx.correction.updateMany({
    where: { id, withdrawnAt: null },
    data: { withdrawnAt: new Date() },
  });
  if (count === 0) return [];
  const owed = await understandAgain(tx, personId);
  await appendAudit(tx, {
    actor,
    action: 'candidate.correction_withdrawn',
    subject: `candidate:${personId}`,
    facts: { correctionId: id },
  });
  return owed ? [owed] : [];
}

/** Whoever understands the CV now meets another epoch and writes nothing. Null: nothing readable is in use. */
async function understandAgain(tx: Transaction, personId: string): Promise<OwedJob | null> {
  const rows = await tx.$queryRaw<{ id: string; epoch: number }[]>`
    UPDATE cv SET status = 'read', detail = NULL, attempts = 0, epoch = epoch + 1, lease_until = NULL, worker = NULL
     WHERE id = (SELECT id FROM cv WHERE candidate_id = ${personId}::uuid AND status IN ('read', 'ready')
                  ORDER BY received_at DESC, id DESC LIMIT 1)
    RETURNING id::text, epoch`;
  const cv = rows[0];
  return cv ? { name: 'profile-cv', payload: { cvId: cv.id }, options: { revision: cv.epoch } } : null;
}

/** For the person themselves, what they said as this record; for staff, all of the person. @throws Problem `not_found` */
export async function listCorrections(
  database: Database,
  taxonomy: Taxonomy,
  actor: Actor,
  candidateId: string,
): Promise<z.input<typeof correctionList>> {
  const rows = await asActor(database, actor, async (tx) => {
    const records = await recordsShown(tx, actor, candidateId);
    return tx.correction.findMany({
      where: { candidateId: { in: records } },
      orderBy: [{ madeAt: 'asc' }, { id: 'asc' }],
    });
  });
  return {
    items: rows.map(({ id, kind, conceptId, subject, statement, madeAt, withdrawnAt }) => ({
      id,
      kind: kind as View['kind'],
      concept:
        conceptId === null
          ? null
          : {
              id: conceptId,
              label: taxonomy.concepts.get(conceptId)?.label ?? conceptId,
            },
      subject: subject as View['subject'],
      statement,
      madeAt: madeAt.toISOString(),
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    })),
  };
}
