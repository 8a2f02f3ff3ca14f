import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { defineRoute, STAFF, type Route } from '../../http/route.js';
import { IMPORT_COLUMNS } from './import-columns.js';
import { importFields, takeImport, type ImportDependencies } from './take-import.js';

const importForm = importFields
  .extend({
    file: z.string().meta({ format: 'binary', description: 'CSV: at most 100 rows and 1 MB.' }),
    csv: z.string().optional().meta({ description: 'The same as text, in the place of the file.' }),
  })
  .meta({ id: 'VacancyImportForm' });

const importView = z
  .object({
    stored: z.int().min(0),
    rows: z.array(
      z.object({
        line: z.int().meta({ description: 'Line of the file that the row begins in.' }),
        title: z.string(),
        employer: z.string(),
        errors: z.array(z.object({ field: z.string(), message: z.string() })),
        vacancyId: z.uuid().nullable().meta({ description: 'Null: not stored.' }),
      }),
    ),
  })
  .meta({ id: 'VacancyImport' });

/** First lines of a table to fill in. */
export const IMPORT_TEMPLATE = stringify(
  [IMPORT_COLUMNS.map(({ name }) => name), IMPORT_COLUMNS.map(({ example }) => example)],
  { bom: true, escape_formulas: true, record_delimiter: 'windows' },
);

/** Vacancies from a spreadsheet. */
export function importRoutes(dependencies: ImportDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/vacancies/import-template.csv',
      tag: 'Vacancies',
      summary: 'A table of vacancies to fill in',
      access: STAFF,
      responses: { 200: { description: 'Its first lines.', contentType: 'text/csv' } },
      handle() {
        const headers = { 'content-disposition': 'attachment; filename="vacancies.csv"' };
        return Promise.resolve({ status: 200, headers, body: IMPORT_TEMPLATE });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/vacancies/imports',
      tag: 'Vacancies',
      summary: 'Add vacancies from a table',
      description: `Columns: ${IMPORT_COLUMNS.map(({ name, words }) => `\`${name}\` (${words})`).join('; ')}. The first three are needed; what another leaves empty, or a table lacks, is read from the text. Separated by commas, semicolons or tabs. What is stored is stored in one transaction. A row that is an open vacancy already, or an earlier row again, is faulty. Cells are text: nothing in them is ever worked out.`,
      access: STAFF,
      idempotent: true,
      form: importForm,
      responses: { 200: { description: 'Each row, and what was stored.', schema: importView } },
      problems: [
        'malformed_table',
        'table_too_large',
        'rows_faulty',
        'malformed_upload',
        'unsupported_media_type',
      ],
      async handle(call) {
        const { rows, stored, refused } = await takeImport(dependencies, call);
        if (refused) throw refused;
        const idOf = new Map(stored.map(({ line, vacancyId }) => [line, vacancyId]));
        return {
          status: 200,
          body: {
            stored: stored.length,
            rows: rows.map(({ line, title, employer, errors }) => {
              const vacancyId = idOf.get(line) ?? null;
              return { line, title, employer, errors: vacancyId === null ? errors : [], vacancyId };
            }),
          },
        };
      },
    }),
  ];
}
