import { z } from 'zod';
import type { Database } from '../../database/client.js';
import { digest, type Idempotency } from '../../http/idempotency.js';
import { Problem } from '../../http/problem.js';
import { readTableForm } from '../../http/read-table-form.js';
import type { Call } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import type { Enqueue } from '../../queue/contracts.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { previewImport, type ImportRow } from './preview-import.js';
import { rowsToStore, storeImport, type StoredRow } from './store-import.js';

export interface ImportDependencies {
  readonly database: Database;
  readonly enqueue: Enqueue;
  readonly taxonomy: Taxonomy;
  readonly idempotency: Idempotency;
}

export const importFields = z.strictObject({
  store: z.enum(['nothing', 'good', 'all']).default('nothing').meta({
    description:
      '`nothing`: only say what is wrong. `all`: store every row, or none if one is faulty. `good`: leave faulty rows out.',
  }),
});

const storedRows = z.array(z.object({ line: z.int(), vacancyId: z.uuid() }));

export interface Import {
  readonly text: string;
  readonly rows: readonly ImportRow[];
  readonly stored: readonly StoredRow[];
  /** Why nothing was stored although it was asked for; null otherwise. */
  readonly refused: Problem | null;
}

/**
 * Takes in a form with a table of vacancies: reads it, and stores what was asked for in one transaction.
 *
 * @throws Problem when the table as a whole cannot be used.
 */
export async function takeImport(
  { database, enqueue, taxonomy, idempotency }: ImportDependencies,
  { actor, request, response }: Pick<Call<unknown, unknown, unknown>, 'actor' | 'request' | 'response'>,
): Promise<Import> {
  const ticket = idempotency.open(request, actor);
  try {
    const form = await readTableForm(request, response);
    const { store } = validate(importFields, form.fields);
    if (form.text === null) throw new Problem('malformed_table', { detail: 'Choose a CSV file.' });
    const { text } = form;
    const rows = await previewImport(database, taxonomy, text);
    if (store === 'nothing') return { text, rows, stored: [], refused: null };
    try {
      const done = await ticket.commit(digest(store, text), storedRows, async (tx) => ({
        status: 200,
        value: await storeImport(tx, actor, rowsToStore(rows, store)),
      }));
      for (const { vacancyId } of done.value)
        if (!done.replayed) void enqueue('rank-vacancy', { vacancyId }, { revision: 1 });
      return { text, rows, stored: done.value, refused: null };
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'rows_faulty') throw error;
      return { text, rows, stored: [], refused: error };
    }
  } finally {
    ticket.close();
  }
}
