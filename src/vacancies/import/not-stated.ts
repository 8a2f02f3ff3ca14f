import type { FieldFault } from '../../http/problem.js';
import { READ_FIELDS, type ReadField } from '../staff-fields.js';
import { valuesIn } from './read-cells.js';

/** `pay.from` → `pay_from`, `dbsLevel` → `dbs_level`: how a table names what programs call otherwise. */
export function columnOfField(field: string): string {
  return field.replace('.', '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What may stand in the column `not_stated`: a field may have several columns, such as those of pay. */
export const NAMES_OF_FIELDS = READ_FIELDS.map(columnOfField);
const FIELD_OF: ReadonlyMap<string, ReadField> = new Map(
  READ_FIELDS.map((field) => [columnOfField(field), field] as const),
);

/** Fields that a cell says are not stated. A name that is none stays what it is, and is refused later. */
export function fieldsNotStated(cell: string): string[] {
  return valuesIn(cell).map((name) => FIELD_OF.get(name) ?? name);
}

interface Cell {
  readonly column: string;
  /** The whole field, such as `pay`. */
  readonly field: string;
  readonly text: string;
}

/**
 * What is wrong with how a row says that something is not stated.
 *
 * @param cells those that are not empty, but for `not_stated` itself.
 * @param notStated what `not_stated` says.
 */
export function notStatedFaults(cells: readonly Cell[], notStated: readonly string[]): FieldFault[] {
  const said = cells.filter(({ field, text }) => isField(field) && /^not[ _-]stated$/i.test(text));
  const both = cells.filter(({ field }) => notStated.includes(field)).map(({ column }) => column);
  return [
    ...said.map(({ column, field }) => ({
      field: column,
      message: `Leave this empty, and write ${columnOfField(field)} in the column not_stated.`,
    })),
    ...(both.length === 0
      ? []
      : [
          {
            field: 'not_stated',
            message: `What is not stated has no value, but this row has: ${both.join(', ')}.`,
          },
        ]),
  ];
}

function isField(field: string): field is ReadField {
  return (READ_FIELDS as readonly string[]).includes(field);
}
