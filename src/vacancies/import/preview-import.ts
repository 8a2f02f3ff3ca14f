import type { Database } from '../../database/client.js';
import { readTable } from '../../http/csv-table.js';
import type { FieldFault } from '../../http/problem.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { prepareVacancy, type PreparedVacancy } from '../change-vacancy.js';
import type { NewVacancy } from '../schema.js';
import { IMPORT_COLUMNS } from './import-columns.js';
import { faultsByColumn, vacancyInRow } from './vacancy-in-row.js';

/** A table with more is sent in parts: reading an advert takes a few milliseconds. */
export const MOST_ROWS = 100;
const MOST_IN_ROW = 60_000;

/** A row as it would be stored. */
export interface ImportRow {
  /** Line of the file that it begins in. */
  readonly line: number;
  readonly title: string;
  readonly employer: string;
  readonly errors: readonly FieldFault[];
  /** Null: it has errors. */
  readonly prepared: PreparedVacancy | null;
}

/**
 * Reads a table of vacancies. Nothing is stored. A row that says what an earlier row or an open vacancy says already is
 * an error: the same table sent twice does no harm.
 *
 * @throws Problem `malformed_table` or `table_too_large`.
 */
export async function previewImport(
  database: Database,
  taxonomy: Taxonomy,
  text: string,
): Promise<ImportRow[]> {
  const nameOf = ({ name }: { readonly name: string }): string => name;
  const table = readTable(text, {
    needed: IMPORT_COLUMNS.filter(({ isNeeded }) => isNeeded).map(nameOf),
    optional: IMPORT_COLUMNS.filter(({ isNeeded }) => !isNeeded).map(nameOf),
    mostRows: MOST_ROWS,
    mostInRow: MOST_IN_ROW,
  });
  const rows = table.map(({ line, cells }) => ({ line, cells, read: vacancyInRow(cells) }));
  const open = await openAlready(
    database,
    rows.flatMap(({ read }) => ('vacancy' in read ? [read.vacancy] : [])),
  );
  const seen = new Map<string, number>();
  const prepared: ImportRow[] = [];
  for (const { line, cells, read } of rows) {
    const row = { line, title: cells['title'] ?? '', employer: cells['employer'] ?? '' };
    if ('errors' in read) {
      prepared.push({ ...row, errors: read.errors, prepared: null });
      continue;
    }
    const key = sameness(read.vacancy);
    const before = seen.get(key);
    seen.set(key, before ?? line);
    const message = open.has(key)
      ? 'This vacancy is open already.'
      : before === undefined
        ? null
        : `This is line ${before} again.`;
    if (message !== null) prepared.push({ ...row, errors: [{ field: 'title', message }], prepared: null });
    else {
      prepared.push({ ...row, ...prepareRow(taxonomy, read.vacancy) });
      // Others are served between two adverts.
      await new Promise(setImmediate);
    }
  }
  return prepared;
}

function prepareRow(taxonomy: Taxonomy, vacancy: NewVacancy): Pick<ImportRow, 'errors' | 'prepared'> {
  try {
    return { errors: [], prepared: prepareVacancy(taxonomy, vacancy) };
  } catch (error) {
    return { errors: faultsByColumn(error), prepared: null };
  }
}

const sameness = ({
  title,
  employer,
  description,
}: Pick<NewVacancy, 'title' | 'employer' | 'description'>): string =>
  JSON.stringify([title, employer, description]);

async function openAlready(
  { pool }: Database,
  vacancies: readonly NewVacancy[],
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<Pick<NewVacancy, 'title' | 'employer' | 'description'>>(
    `SELECT v.title, e.name AS employer, v.description
       FROM vacancy v JOIN employer e ON e.id = v.employer_id
      WHERE v.status = 'open' AND e.name = ANY ($1) AND v.title = ANY ($2)`,
    [vacancies.map(({ employer }) => employer), vacancies.map(({ title }) => title)],
  );
  return new Set(rows.map(sameness));
}
