import type { Database } from '../database/client.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { writeCriteria } from '../vacancies/change-vacancy.js';
import { columnsOf, stateOf } from '../vacancies/vacancy-state.js';
import { versions } from '../versions.js';

/**
 * Reads a vacancy's words again where another taxonomy or another understanding read them last, or other rules weighed
 * them; what staff set is left alone. Somebody's change meanwhile is a reading too, and goes before this one.
 */
export async function readVacancyAgain({ prisma }: Database, taxonomy: Taxonomy, id: string): Promise<void> {
  const current = versions(taxonomy);
  const stored = await prisma.vacancy.findUnique({
    where: { id },
    include: { employer: true, criteria: true },
  });
  if (!stored) return;
  const isCurrent =
    stored.taxonomyVersion === current.taxonomy &&
    stored.understandingVersion === current.understanding &&
    stored.rulesVersion === current.rules;
  if (isCurrent) return;
  const { columns, criteria } = columnsOf(stateOf(stored), taxonomy);
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.vacancy.updateMany({
      where: { id, revision: stored.revision },
      data: columns,
    });
    if (count === 0) return;
    await writeCriteria(tx, id, criteria);
  });
}
