import type { Actor } from '../../http/actor.js';
import type { Transaction } from '../../http/idempotency.js';
import { Problem } from '../../http/problem.js';
import { auditCreation, insertVacancies, type PreparedVacancy } from '../change-vacancy.js';
import type { ImportRow } from './preview-import.js';

export interface StoredRow {
  readonly line: number;
  readonly vacancyId: string;
}

/** @throws Problem `rows_faulty` when all rows are wanted and one has errors, or when there is none to store. */
export function rowsToStore(rows: readonly ImportRow[], which: 'all' | 'good'): readonly ImportRow[] {
  const good = rows.filter(({ prepared }) => prepared !== null);
  if (good.length > 0 && (which === 'good' || good.length === rows.length)) return good;
  throw new Problem('rows_faulty', {
    errors: rows.flatMap(({ line, errors }) =>
      errors.map(({ field, message }) => ({ field: `line ${line}, ${field}`, message })),
    ),
  });
}

/** Advisory lock of whoever stores a table: the same one, sent twice at once, is stored once. */
const IMPORT_LOCK = 7_170_010;

interface GoodRow {
  readonly line: number;
  readonly prepared: PreparedVacancy;
}

async function refuseStoredMeanwhile(tx: Transaction, rows: readonly GoodRow[]): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${IMPORT_LOCK})`;
  const wordsOf = ({ columns: { title, description }, employer }: PreparedVacancy) => ({
    ...{ title, description },
    employer: { name: employer },
  });
  const open = await tx.vacancy.count({
    where: { status: 'open', OR: rows.map(({ prepared }) => wordsOf(prepared)) },
  });
  if (open === 0) return;
  const message = 'Rows of this table were stored a moment ago.';
  throw new Problem('rows_faulty', { errors: [{ field: 'file', message }] });
}

/**
 * Stores vacancies in the caller's transaction: all of them, or none. The audit trail comes last, since it is locked from
 * there on.
 *
 * @throws Problem `rows_faulty` when somebody has stored one of them since they were read.
 */
export async function storeImport(
  tx: Transaction,
  actor: Actor,
  rows: readonly ImportRow[],
): Promise<StoredRow[]> {
  const good = rows.flatMap(({ line, prepared }) => (prepared === null ? [] : [{ line, prepared }]));
  await refuseStoredMeanwhile(tx, good);
  const ids = await insertVacancies(
    tx,
    actor,
    good.map(({ prepared }) => prepared),
  );
  const stored = good.map(({ line, prepared }, n) => ({ line, prepared, vacancyId: ids[n] ?? '' }));
  for (const { vacancyId, prepared } of stored) await auditCreation(tx, actor, vacancyId, prepared);
  return stored.map(({ line, vacancyId }) => ({ line, vacancyId }));
}
