import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Database } from '../database/client.js';
import { isUniqueViolation } from '../database/unique-violation.js';
import type { Actor } from '../http/actor.js';
import { namedPerson } from '../http/named-person.js';
import { faultyField, Problem } from '../http/problem.js';
import { line } from '../http/text.js';
import { validate } from '../http/validate.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { requireKnownCriteria } from './filter-values.js';
import { vacancyMatchesQuery } from './match-filter.js';

/** One person needs no more, and a program that goes wrong stops here. */
const MOST = 100;
const listFilters = vacancyMatchesQuery.omit({ limit: true, cursor: true });

const filters = z
  .record(z.string(), z.string().max(500))
  .refine((given) => Object.keys(given).length > 0, 'Choose at least one filter to save.')
  .meta({ description: 'The filters of the list by their names, each as it stands in the address.' });

export const newSavedSearch = z.strictObject({ name: line(80), filters }).meta({ id: 'NewSavedSearch' });

export const savedSearch = z
  .object({
    id: z.uuid(),
    name: z.string(),
    vacancy: z.object({ id: z.uuid(), title: z.string(), status: z.enum(['open', 'closed']) }),
    filters: z.record(z.string(), z.string()),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'SavedSearch' });

export const savedSearches = z.object({ items: z.array(savedSearch) });

type SavedSearch = z.output<typeof savedSearch>;

/** Those of whoever asks, by vacancy, the newest first. */
export async function listSavedSearches({ prisma }: Database, actor: Actor): Promise<SavedSearch[]> {
  const rows = await prisma.savedSearch.findMany({
    where: { staffId: namedPerson(actor).staffId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: SHOWN,
  });
  return rows.map(present);
}

/**
 * Keeps the filters of a vacancy's list under a name. The same name again puts the new filters in the place of the old.
 *
 * @throws Problem `not_found`, or `invalid_request` for what is no filter or is one too many.
 */
export async function saveSearch(
  database: Database,
  taxonomy: Taxonomy,
  actor: Actor,
  vacancyId: string,
  { name, filters: given }: z.output<typeof newSavedSearch>,
): Promise<SavedSearch> {
  const { staffId } = namedPerson(actor);
  requireKnownCriteria(taxonomy, validate(listFilters, given));
  const { prisma } = database;
  if (!(await prisma.vacancy.findUnique({ where: { id: vacancyId }, select: { id: true } })))
    throw new Problem('not_found');
  const key = { staffId, vacancyId, name };
  const others = await prisma.savedSearch.count({ where: { staffId, NOT: { vacancyId, name } } });
  if (others >= MOST) {
    const message = `At most ${MOST} searches are kept. Delete one that you need no more.`;
    throw faultyField('name', message);
  }
  const write = () =>
    prisma.savedSearch.upsert({
      where: { staffId_vacancyId_name: key },
      create: { id: uuidv7(), ...key, filters: given },
      update: { filters: given },
      include: SHOWN,
    });
  try {
    return present(await write());
  } catch (error) {
    // Saved twice at once: now it is there.
    if (!isUniqueViolation(error)) throw error;
    return present(await write());
  }
}

/** @throws Problem `not_found`, also for what somebody else saved. */
export async function deleteSavedSearch({ prisma }: Database, actor: Actor, id: string): Promise<void> {
  const { count } = await prisma.savedSearch.deleteMany({
    where: { id, staffId: namedPerson(actor).staffId },
  });
  if (count === 0) throw new Problem('not_found');
}

const SHOWN = { vacancy: { select: { id: true, title: true, status: true } } } as const;

function present(row: {
  readonly id: string;
  readonly name: string;
  readonly filters: unknown;
  readonly createdAt: Date;
  readonly vacancy: SavedSearch['vacancy'];
}): SavedSearch {
  const { id, name, vacancy } = row;
  return {
    ...{ id, name, vacancy },
    filters: z.record(z.string(), z.string()).parse(row.filters),
    createdAt: row.createdAt.toISOString(),
  };
}
