import type pg from 'pg';
import { inTransaction } from '../queue/in-transaction.js';
import { lockOutErasure } from './write-lists.js';

/** Vacancies whose old lists go in one statement: some thousands of rows, whose locks nobody waits for long. */
const TOGETHER = 5;

/**
 * Deletes the generations of these vacancies that nobody is led to any more. An erasure takes a person's rows out of all
 * lists in an order of its own, so that the two keep apart.
 */
export async function deleteOldLists(pool: pg.Pool, vacancyIds: readonly string[]): Promise<void> {
  for (let from = 0; from < vacancyIds.length; from += TOGETHER) {
    await inTransaction(pool, async (client) => {
      await lockOutErasure(client);
      await client.query(
        `DELETE FROM match m USING vacancy v
          WHERE v.id = ANY ($1::uuid[]) AND m.vacancy_id = v.id AND m.generation < v.generation`,
        [vacancyIds.slice(from, from + TOGETHER)],
      );
    });
  }
}
