import { recordLook } from '../../audit/append-look.js';
import { requireNameScope } from '../../candidates/reveal-names.js';
import type { Database } from '../../database/client.js';
import type { CvStatus } from '../../database/generated/enums.js';
import type { Actor } from '../../http/actor.js';
import { Problem } from '../../http/problem.js';
import { PROBLEMS } from '../../http/problem-table.js';
import { isFinal } from '../is-final.js';
import { outcomeMessage } from '../outcome-message.js';
import { ITEM_STATES, type BatchView } from './schema.js';

interface Row {
  readonly sent_at: Date;
  readonly sent_by: string;
  readonly position: number;
  readonly file_name: string;
  readonly cv_id: string | null;
  readonly candidate_id: string | null;
  readonly is_known: boolean;
  readonly code: string | null;
  readonly detail: string | null;
  readonly status: CvStatus | null;
  readonly outcome: string | null;
  readonly format: string | null;
}

/**
 * A batch as somebody of the staff looks at it later: without the names of the files, which are people's, unless they ask
 * for them, which is recorded as showing these people by name. A file that was refused may bear a name as well: each is
 * recorded, and counts, as one more person.
 *
 * @throws Problem `not_found`; `scope_missing` and `hourly_limit_reached` where names are asked for.
 */
export async function showBatch(
  database: Database,
  actor: Actor,
  id: string,
  named: boolean,
): Promise<BatchView> {
  const rows = await rowsOf(database, id);
  const batch = presentBatch(id, rows);
  if (!named) return { ...batch, items: batch.items.map((item) => ({ ...item, fileName: null })) };
  requireNameScope(actor);
  await recordLook(database, {
    actor,
    action: 'candidate.names_revealed',
    subject: `cv_batch:${id}`,
    facts: {
      candidateIds: [...new Set(rows.flatMap(({ candidate_id: candidateId }) => candidateId ?? []))],
      files: rows.flatMap((row) => (row.candidate_id === null ? `${id}:${row.position}` : [])),
    },
  });
  return batch;
}

/**
 * A batch with what became of each of its files, in the order in which they came: for whoever has just sent them.
 *
 * @throws Problem `not_found`
 */
export async function viewBatch(database: Pick<Database, 'pool'>, id: string): Promise<BatchView> {
  return presentBatch(id, await rowsOf(database, id));
}

async function rowsOf({ pool }: Pick<Database, 'pool'>, id: string): Promise<readonly Row[]> {
  const { rows } = await pool.query<Row>(
    `SELECT b.created_at AS sent_at, s.name AS sent_by, i.position, i.file_name, i.cv_id, i.is_known, i.code, i.detail,
            cv.candidate_id, cv.status, cv.outcome, cv.format
       FROM cv_batch b JOIN staff s ON s.id = b.staff_id JOIN cv_batch_item i ON i.batch_id = b.id
       LEFT JOIN cv ON cv.id = i.cv_id
      WHERE b.id = $1 ORDER BY i.position`,
    [id],
  );
  return rows;
}

function presentBatch(id: string, rows: readonly Row[]): BatchView {
  const first = rows[0];
  if (!first) throw new Problem('not_found');
  const items = rows.map(present);
  const counts = Object.fromEntries(
    ITEM_STATES.map((state) => [state, items.filter((item) => item.state === state).length]),
  ) as BatchView['counts'];
  return {
    id,
    sentAt: first.sent_at.toISOString(),
    sentBy: first.sent_by,
    final: counts.received + counts.read === 0,
    counts,
    items,
  };
}

function present(
  { file_name: fileName, cv_id: cvId, is_known: isKnown, ...row }: Row,
  index: number,
): BatchView['items'][number] {
  const { code, detail, status, outcome, format } = row;
  const file = { place: index + 1, fileName, cvId, isKnown };
  if (status === null) {
    const entry = code !== null && code in PROBLEMS ? PROBLEMS[code as keyof typeof PROBLEMS] : null;
    return { ...file, state: 'refused', code, message: detail ?? entry?.detail ?? null };
  }
  if (!isFinal(status) || status === 'ready') return { ...file, state: status, code: null, message: null };
  return {
    ...file,
    state: status,
    code: status === 'failed' ? 'failed' : (outcome ?? 'corrupt'),
    message: outcomeMessage(status, outcome, format ?? ''),
  };
}

export interface BatchSummary {
  readonly id: string;
  readonly sentAt: string;
  readonly sentBy: string;
  readonly files: number;
  readonly refused: number;
}

/** The newest batches of everybody. */
export async function listBatches({ pool }: Database, most: number): Promise<BatchSummary[]> {
  const { rows } = await pool.query<Omit<BatchSummary, 'sentAt'> & { sentAt: Date }>(
    `SELECT b.id, b.created_at AS "sentAt", s.name AS "sentBy",
            (SELECT count(*)::int FROM cv_batch_item i WHERE i.batch_id = b.id) AS files,
            (SELECT count(*)::int FROM cv_batch_item i WHERE i.batch_id = b.id AND i.code IS NOT NULL) AS refused
       FROM cv_batch b JOIN staff s ON s.id = b.staff_id ORDER BY b.created_at DESC, b.id DESC LIMIT $1`,
    [most],
  );
  return rows.map((row) => ({ ...row, sentAt: row.sentAt.toISOString() }));
}
