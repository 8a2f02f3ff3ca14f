import { v7 as uuidv7 } from 'uuid';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import type { Prisma } from '../database/generated/client.js';
import type { Actor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import type { Stage } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { WeighedCriterion } from './read-vacancy.js';
import type { NewVacancy, VacancyPatch } from './schema.js';
import { requireReason } from './registration-waiver.js';
import { applyPatch, columnsOf, stateOf, type StoredVacancy, type VacancyState } from './vacancy-state.js';

const waivedIn = ({ set, registrationWaiver }: VacancyState, stage: string | null | undefined) => ({
  registrationRequired: set.registrationRequired,
  stage: (stage ?? null) as Stage | null,
  waiver: registrationWaiver,
});

/** A vacancy that has been read and is to be stored. */
export type PreparedVacancy = ReturnType<typeof columnsOf> & { readonly employer: string };

/**
 * Reads a vacancy's words and puts what staff set in their place. Takes milliseconds: do it outside of transactions.
 *
 * @throws Problem `invalid_request`.
 */
export function prepareVacancy(
  taxonomy: Taxonomy,
  { title, employer, description, ...settings }: NewVacancy,
): PreparedVacancy {
  const blank = {
    title,
    employer,
    description,
    closesAt: null,
    set: {},
    importances: {},
    weights: {},
    categoryWeights: {},
    registrationWaiver: null,
  };
  const state = applyPatch(blank, settings, taxonomy);
  const prepared = columnsOf(state, taxonomy);
  requireReason(null, waivedIn(state, prepared.columns.stage));
  return { employer, ...prepared };
}

/** Makes a vacancy of its words and what staff set. Returns its id. */
export async function createVacancy(
  tx: Transaction,
  taxonomy: Taxonomy,
  actor: Actor,
  vacancy: NewVacancy,
): Promise<string> {
  const prepared = prepareVacancy(taxonomy, vacancy);
  const [id = ''] = await insertVacancies(tx, actor, [prepared]);
  await auditCreation(tx, actor, id, prepared);
  return id;
}

/**
 * Stores vacancies without their audit entries, which are to follow in the same transaction. In few statements, however many
 * they are.
 *
 * @returns their ids, in the order of the vacancies.
 */
export async function insertVacancies(
  tx: Transaction,
  actor: Actor,
  vacancies: readonly PreparedVacancy[],
): Promise<readonly string[]> {
  const employers = new Map<string, string>();
  // In one order, so that two who store at once do not wait for each other for ever.
  for (const name of [...new Set(vacancies.map(({ employer }) => employer))].sort())
    employers.set(name, await employerNamed(tx, name));
  const rows = vacancies.map(({ employer, columns, criteria }) => ({
    criteria,
    columns: {
      ...columns,
      id: uuidv7(),
      employerId: employers.get(employer) ?? '',
      createdById: actor.kind === 'staff' ? actor.staffId : null,
    },
  }));
  await tx.vacancy.createMany({ data: rows.map(({ columns }) => columns) });
  await tx.criterionRow.createMany({
    data: rows.flatMap(({ columns: { id }, criteria }) => criterionRows(id, criteria)),
  });
  return rows.map(({ columns: { id } }) => id);
}

/** Says in the audit trail that a vacancy was made. */
export async function auditCreation(
  tx: Transaction,
  actor: Actor,
  id: string,
  { columns }: PreparedVacancy,
): Promise<void> {
  await appendAudit(tx, {
    actor,
    action: 'vacancy.created',
    subject: `vacancy:${id}`,
    facts: { fieldsSetByStaff: columns.fieldsSetByStaff as string[], ...waiverFact(columns) },
  });
}

/**
 * Changes what people say of a vacancy and reads it again. The ranking is then owed.
 *
 * @param stored as the caller saw it; somebody else's change meanwhile is never overwritten.
 * @returns the new revision.
 * @throws Problem `vacancy_closed`, `changed_meanwhile` or `invalid_request`.
 */
export async function changeVacancy(
  { prisma }: Database,
  taxonomy: Taxonomy,
  actor: Actor,
  stored: StoredVacancy,
  patch: VacancyPatch,
): Promise<number> {
  if (stored.status === 'closed') throw new Problem('vacancy_closed');
  const before = stateOf(stored);
  const state = applyPatch(before, patch, taxonomy);
  const { columns, criteria } = columnsOf(state, taxonomy);
  requireReason(waivedIn(before, stored.stage), waivedIn(state, columns.stage));
  const revision = stored.revision + 1;
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.vacancy.updateMany({
      where: { id: stored.id, revision: stored.revision, status: 'open' },
      data: {
        ...columns,
        employerId: await employerNamed(tx, state.employer),
        revision,
        updatedAt: new Date(),
        attempts: 0,
      },
    });
    if (count === 0) throw new Problem('changed_meanwhile');
    await writeCriteria(tx, stored.id, criteria);
    await appendAudit(tx, {
      actor,
      action: 'vacancy.changed',
      subject: `vacancy:${stored.id}`,
      facts: { revision, fields: Object.keys(patch).sort(), ...waiverFact(columns) },
    });
  });
  return revision;
}

/** For the audit trail: that people without registration are let through, and why. */
function waiverFact({ registrationWaiver }: PreparedVacancy['columns']): { registrationWaiver?: string } {
  return registrationWaiver ? { registrationWaiver } : {};
}

/** One employer for one name, however many ask for it at once. */
async function employerNamed(tx: Transaction, name: string): Promise<string> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO employer (id, name) VALUES (${uuidv7()}::uuid, ${name})
    ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id`;
  if (!rows[0]) throw new Error('an upsert gave back no row');
  return rows[0].id;
}

/** Puts the criteria of a vacancy in the place of those it had. */
export async function writeCriteria(
  tx: Transaction,
  vacancyId: string,
  criteria: readonly WeighedCriterion[],
): Promise<void> {
  await tx.criterionRow.deleteMany({ where: { vacancyId } });
  await tx.criterionRow.createMany({ data: criterionRows(vacancyId, criteria) });
}

function criterionRows(
  vacancyId: string,
  criteria: readonly WeighedCriterion[],
): Prisma.CriterionRowCreateManyInput[] {
  return criteria.map(({ conceptId, importance, suggestedWeight, appliedWeight, span }) => ({
    vacancyId,
    conceptId,
    importance,
    suggestedWeight,
    appliedWeight,
    spanStart: span?.start ?? null,
    spanEnd: span?.end ?? null,
  }));
}
