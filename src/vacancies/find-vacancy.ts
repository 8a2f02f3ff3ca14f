import { z } from 'zod';
import type { Database } from '../database/client.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import { CATEGORIES, type Requirement } from '../matching/requirement.js';
import type { Importance, VacancyReading } from '../understanding/criteria.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { versionKey, versions } from '../versions.js';
import { presentCriteria, presentDetails, presentFields } from './present-vacancy.js';
import { presentRanking, RANKING_COLUMNS, WAITING, type RankingRow } from './ranking-state.js';
import type { RegistrationWaiver } from './registration-waiver.js';
import type { vacancyPage, vacancySummary, vacancyView } from './schema.js';
import { vacancyText } from './vacancy-text.js';
import { stateOf, type StoredVacancy } from './vacancy-state.js';

/** @throws Problem `not_found` */
export async function loadVacancy({ prisma }: Database, id: string): Promise<StoredVacancy> {
  const stored = await prisma.vacancy.findUnique({
    where: { id },
    include: { employer: true, criteria: true },
  });
  if (!stored) throw new Problem('not_found');
  return stored;
}

type View = z.input<typeof vacancyView>;

/** A vacancy with its fields, criteria and the state of its ranking. @throws Problem `not_found` */
export async function viewVacancy(database: Database, taxonomy: Taxonomy, id: string): Promise<View> {
  const { view } = await loadWithView(database, taxonomy, id);
  return view;
}

/** The same with the row that it is of, for whoever changes what they have shown. @throws Problem `not_found` */
export async function loadWithView(
  database: Database,
  taxonomy: Taxonomy,
  id: string,
): Promise<{ readonly stored: StoredVacancy; readonly view: View }> {
  const [stored, state] = await Promise.all([loadVacancy(database, id), rankingOf(database, id)]);
  return { stored, view: viewOf(stored, state, taxonomy) };
}

function viewOf(stored: StoredVacancy, state: RankingRow, taxonomy: Taxonomy): View {
  const reading = stored.reading as unknown as VacancyReading;
  const text = vacancyText({ ...stored, employer: stored.employer.name });
  const criteria = stored.criteria.map(({ spanStart, spanEnd, importance, ...rest }) => ({
    ...rest,
    importance: importance as Importance,
    span: spanStart === null || spanEnd === null ? null : { start: spanStart, end: spanEnd },
  }));
  return {
    id: stored.id,
    revision: stored.revision,
    status: stored.status,
    title: stored.title,
    employer: { id: stored.employer.id, name: stored.employer.name },
    description: stored.description,
    text,
    fields: presentFields(reading, text, stateOf(stored).set),
    registrationWaiver: stored.registrationWaiver as RegistrationWaiver | null,
    details: presentDetails(reading, text, taxonomy),
    criteria: presentCriteria(criteria, reading, text, new Set(stored.fieldsSetByStaff), taxonomy),
    categoryWeights: presentCategoryWeights(stored),
    closesAt: stored.closesAt?.toISOString() ?? null,
    createdAt: stored.createdAt.toISOString(),
    updatedAt: stored.updatedAt.toISOString(),
    ranking: presentRanking(state, versionKey(versions(taxonomy))),
  };
}

function presentCategoryWeights(stored: StoredVacancy): z.input<typeof vacancyView>['categoryWeights'] {
  const { categoryWeights } = stored.requirement as unknown as Requirement;
  const set = stateOf(stored).categoryWeights;
  return CATEGORIES.map((category) => ({
    category,
    weight: categoryWeights[category],
    setBy: category in set ? 'staff' : 'stage',
  }));
}

async function rankingOf({ pool }: Database, id: string): Promise<RankingRow> {
  const { rows } = await pool.query<RankingRow>(
    `SELECT ${RANKING_COLUMNS}, ${WAITING} FROM vacancy v WHERE v.id = $1`,
    [id],
  );
  if (!rows[0]) throw new Problem('not_found');
  return rows[0];
}

type Summary = z.input<typeof vacancySummary>;
interface SummaryRow extends RankingRow {
  readonly id: string;
  readonly title: string;
  readonly employer_id: string;
  readonly employer: string;
  readonly stage: Summary['stage'];
  readonly grows_to: Summary['growsTo'];
  readonly sector: Summary['sector'];
  readonly band: string | null;
  readonly grade: string | null;
  readonly contract: Summary['contract'];
  readonly closes_at: Date | null;
  readonly created_at: Date;
}

/** Newest first. */
export async function listVacancies(
  { pool }: Database,
  taxonomy: Taxonomy,
  {
    limit,
    cursor,
    status,
  }: { limit: number; cursor?: string | undefined; status?: 'open' | 'closed' | undefined },
): Promise<z.input<typeof vacancyPage>> {
  const after = decodeCursor('vacancies', z.tuple([z.uuid()]), cursor);
  const { rows } = await pool.query<SummaryRow>({
    name: 'list-vacancies',
    text: `SELECT v.id, v.title, e.id AS employer_id, e.name AS employer, v.stage, v.requirement->>'growsTo' AS grows_to, v.sector,
                  v.band, v.grade, v.contract, v.closes_at, v.created_at, ${RANKING_COLUMNS}, w.waiting_profiles, w.waiting_cvs
             FROM vacancy v JOIN employer e ON e.id = v.employer_id, (SELECT ${WAITING}) w
            WHERE ($1::vacancy_status IS NULL OR v.status = $1) AND ($2::uuid IS NULL OR v.id < $2)
            ORDER BY v.id DESC LIMIT $3`,
    values: [status ?? null, after?.[0] ?? null, limit + 1],
  });
  const key = versionKey(versions(taxonomy));
  const items = rows.slice(0, limit).map((row) => presentSummary(row, key));
  const last = items.at(-1);
  return { items, nextCursor: last && rows.length > limit ? encodeCursor('vacancies', [last.id]) : null };
}

function presentSummary(row: SummaryRow, key: string): Summary {
  const { id, revision, status, title, stage, sector, band, grade, contract } = row;
  return {
    id,
    revision,
    status,
    title,
    employer: { id: row.employer_id, name: row.employer },
    stage,
    growsTo: row.grows_to,
    sector,
    band,
    grade,
    contract,
    closesAt: row.closes_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    ranking: presentRanking(row, key),
  };
}
