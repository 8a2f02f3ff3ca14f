import { Problem } from '../../http/problem.js';
import { TABLE_LIMIT_BYTES } from '../../http/read-table-form.js';
import { STAFF, type Route } from '../../http/route.js';
import { IMPORT_COLUMNS } from '../../vacancies/import/import-columns.js';
import { MOST_ROWS } from '../../vacancies/import/preview-import.js';
import { takeImport, type Import, type ImportDependencies } from '../../vacancies/import/take-import.js';
import { discardBody } from '../candidate/discard-body.js';
import type { Page, PageMaker } from '../page.js';
import { importFacts } from './import-facts.js';

const TABLE_FAULTS = new Set(['malformed_table', 'table_too_large', 'malformed_upload', 'body_too_large']);

/** Vacancies from a spreadsheet: choose the file, look at each row, store. */
export function importPages(pages: PageMaker, dependencies: ImportDependencies): Route[] {
  return [
    pages.define({
      path: '/vacancies/import',
      summary: 'The form to import vacancies',
      access: STAFF,
      show: () => Promise.resolve(form([])),
    }),
    pages.define({
      method: 'post',
      path: '/vacancies/import',
      summary: 'Look at a table of vacancies, or store it',
      access: STAFF,
      async show(call) {
        try {
          const done = await takeImport(dependencies, call);
          return done.stored.length > 0
            ? { to: `/vacancies?imported=${done.stored.length}` }
            : preview(done, done.refused?.status ?? 200);
        } catch (error) {
          if (!(error instanceof Problem) || !TABLE_FAULTS.has(error.code)) throw error;
          await discardBody(call.request, 20 * TABLE_LIMIT_BYTES);
          return form([{ field: 'file', text: error.detail }], error.status);
        }
      },
    }),
  ];
}

function form(faults: readonly { field: string; text: string }[], status = 200): Page {
  return {
    view: 'vacancies/import',
    title: 'Import vacancies',
    status,
    data: { faults, columns: IMPORT_COLUMNS, mostRows: MOST_ROWS, mostBytes: TABLE_LIMIT_BYTES },
  };
}

function preview({ text, rows }: Import, status: number): Page {
  const good = rows.filter(({ prepared }) => prepared !== null).length;
  return {
    view: 'vacancies/check-import',
    title: 'Check the vacancies',
    status,
    data: {
      text,
      good,
      faulty: rows.length - good,
      rows: rows.map(({ prepared, ...row }) => ({
        ...row,
        read: prepared?.columns ?? null,
        growsTo: prepared?.growsTo ?? null,
        facts: prepared && importFacts(prepared),
      })),
    },
  };
}
