import { readTable } from '../../http/csv-table.js';
import { Problem, type FieldFault } from '../../http/problem.js';
import { cleanFileName } from '../../http/text.js';
import { validate } from '../../http/validate.js';
import { newCandidateFields, type UploadFields } from '../upload-fields.js';

/** What a line of the list says; or what is wrong with it. */
export type ListedPerson = { readonly fields: UploadFields } | { readonly faults: readonly FieldFault[] };

/** Whose CV each file is. */
export interface PeopleList {
  /** Null: no line names the file. @param fileName cleaned. */
  personOf(fileName: string): ListedPerson | null;
}

/** Lines of one list: as many as files, and some for files of another batch. */
const MOST_PEOPLE = 1_000;

const PEOPLE_COLUMNS = { needed: ['file', 'name', 'email'], optional: ['phone', 'postcode'] } as const;
export const PEOPLE_TEMPLATE =
  'file,name,email,phone,postcode\r\nsam-field.pdf,Sam Field,sam.field@example.org,07700 900982,LS1 3EX\r\n';

/**
 * Reads the list of people: CSV with a line of column names, one line per file.
 *
 * @param agreed what was agreed to, for all of them.
 * @throws Problem `malformed_table` or `table_too_large`.
 */
export function readPeopleList(
  text: string,
  agreed: Pick<UploadFields, 'consentToRepresent' | 'told'>,
): PeopleList {
  const rows = readTable(text, { ...PEOPLE_COLUMNS, mostRows: MOST_PEOPLE, mostInRow: 4_000 });
  const byFile = new Map<string, ListedPerson>();
  for (const { cells } of rows) {
    const { file = '', ...person } = cells;
    const key = fileKey(file);
    byFile.set(key, byFile.has(key) ? NAMED_TWICE : personIn(person, agreed));
  }
  return { personOf: (fileName) => byFile.get(fileKey(fileName)) ?? null };
}

/** Whichever line were taken, the CV might be stored as somebody else's. */
const NAMED_TWICE: ListedPerson = { faults: [{ field: 'file', message: 'Two lines name this file.' }] };

export const NOBODY: PeopleList = { personOf: () => null };

function personIn(
  person: Readonly<Record<string, string>>,
  { consentToRepresent, told }: Pick<UploadFields, 'consentToRepresent' | 'told'>,
): ListedPerson {
  try {
    const sent = { ...person, consentToKeep: 'true', consentToRepresent: String(consentToRepresent) };
    return { fields: { ...validate(newCandidateFields, sent), told } };
  } catch (error) {
    if (!(error instanceof Problem) || error.errors === null) throw error;
    return { faults: error.errors };
  }
}

/**
 * What a file is known by in the list. People write names as they see them: without folder, and with large and small letters
 * mixed up. So files in different folders may share a key, and then no line says whose they are.
 */
export function fileKey(file: string): string {
  return cleanFileName(file).toLowerCase();
}
