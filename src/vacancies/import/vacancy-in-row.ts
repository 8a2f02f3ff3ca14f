import { Problem, type FieldFault } from '../../http/problem.js';
import { validate } from '../../http/validate.js';
import { newVacancy, type NewVacancy } from '../schema.js';
import { IMPORT_COLUMNS, type ImportColumn } from './import-columns.js';
import { fieldsNotStated, notStatedFaults } from './not-stated.js';
import { isBandAsDate } from './read-cells.js';

/** What a row says, or what is wrong with it by column. */
export type ReadRow = { readonly vacancy: NewVacancy } | { readonly errors: readonly FieldFault[] };

type Cells = Readonly<Record<string, string>>;

/** @param cells by the names of their columns; empty ones are left out. */
export function vacancyInRow(cells: Cells): ReadRow {
  const ofTable = tableFaults(cells);
  try {
    const vacancy = validate(newVacancy, fieldsOf(cells));
    return ofTable.length === 0 ? { vacancy } : { errors: ofTable };
  } catch (error) {
    const ofCells = faultsIn(error).map(({ field, message }) => {
      const column = columnOf(field);
      return { field: column?.name ?? nameOf(field), message: column?.wrong ?? message };
    });
    const isNew = ({ field }: FieldFault, n: number, all: readonly FieldFault[]): boolean =>
      all.findIndex((one) => one.field === field) === n;
    return { errors: [...ofTable, ...ofCells].filter(isNew).sort(inOrderOfColumns) };
  }
}

/** What is wrong with a row as a whole, by the names of columns. Throws what is no fault of the row. */
export function faultsByColumn(error: unknown): FieldFault[] {
  return faultsIn(error).map(({ field, message }) => ({ field: nameOf(field), message }));
}

function faultsIn(error: unknown): readonly FieldFault[] {
  if (!(error instanceof Problem) || error.errors === null) throw error;
  return error.errors;
}

/** What the fields of a vacancy do not know of. */
function tableFaults(cells: Cells): FieldFault[] {
  const filled = IMPORT_COLUMNS.flatMap(({ name, field }) => {
    const text = cells[name];
    return text === undefined || field === 'notStated' ? [] : [{ column: name, field: wholeOf(field), text }];
  });
  const { band = '', not_stated: notStated = '' } = cells;
  return [
    ...(isBandAsDate(band)
      ? [{ field: 'band', message: 'A spreadsheet made a date of this. Write a range of bands as 5 to 6.' }]
      : []),
    ...notStatedFaults(filled, fieldsNotStated(notStated)),
  ];
}

/** What a field that has several columns is without them. */
const BLANK: Readonly<Record<string, object>> = {
  pay: { from: null, to: null },
  hours: { weekly: null, wholeTimeEquivalent: null, patterns: [] },
};

function fieldsOf(cells: Cells): object {
  const fields = new Map<string, unknown>([
    ['title', ''],
    ['employer', ''],
    ['description', ''],
  ]);
  for (const { name, field, read } of IMPORT_COLUMNS) {
    const cell = cells[name];
    if (cell === undefined) continue;
    const [whole = '', part] = field.split('.');
    const before = (fields.get(whole) ?? BLANK[whole]) as object | undefined;
    fields.set(whole, part === undefined ? read(cell) : { ...before, [part]: read(cell) });
  }
  return Object.fromEntries(fields);
}

function wholeOf(field: string): string {
  return field.split('.', 1)[0] ?? field;
}

/** Of a field, or of an entry of its list. */
function columnOf(field: string): ImportColumn | undefined {
  return IMPORT_COLUMNS.find((column) => field === column.field || field.startsWith(`${column.field}.`));
}

/** The column of a field; of one that has several, the first. */
function nameOf(field: string): string {
  const first = IMPORT_COLUMNS.find((column) => column.field.startsWith(`${field}.`));
  return (columnOf(field) ?? first)?.name ?? field;
}

function inOrderOfColumns(a: FieldFault, b: FieldFault): number {
  const place = ({ field }: FieldFault): number => IMPORT_COLUMNS.findIndex(({ name }) => name === field);
  return place(a) - place(b);
}
