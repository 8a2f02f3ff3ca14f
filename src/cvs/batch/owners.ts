import { Problem } from '../../http/problem.js';
import { validate } from '../../http/validate.js';
import type { UploadFields } from '../upload-fields.js';
import { fileKey, NOBODY, readPeopleList, type PeopleList } from './people-list.js';
import type { ReceivedBatch } from './receive-batch.js';
import { batchFields } from './schema.js';

/** Whose CV a file is; a Problem: why that cannot be known. @param fileName cleaned. */
export type OwnerOf = (fileName: string) => UploadFields | Problem;

/**
 * Reads the form's fields and its list of people.
 *
 * @throws Problem when either cannot be used; what is wrong with one person or one file is an answer of OwnerOf.
 */
export function ownersIn({ fields, files }: ReceivedBatch): OwnerOf {
  const people = listIn(fields, files);
  const shared = sharedKeys(files);
  return (fileName) => {
    if (shared.has(fileKey(fileName))) return new Problem('file_name_shared');
    const listed = people.personOf(fileName);
    if (listed === null) return new Problem('person_missing');
    return 'faults' in listed ? faultyLine(listed.faults) : listed.fields;
  };
}

/** The pasted list, or the last of those that came as files. */
function listIn(fields: ReceivedBatch['fields'], files: ReceivedBatch['files']): PeopleList {
  const { how, note, consentToRepresent, people } = validate(batchFields, fields);
  const attached = files.findLast((file) => file.kind === 'people');
  const text = people ?? attached?.text;
  return text === undefined
    ? NOBODY
    : readPeopleList(text, { consentToRepresent, told: { how, note: note ?? null } });
}

/** Of CVs that are refused anyway too: the line may be meant for one of those. */
function sharedKeys(files: ReceivedBatch['files']): ReadonlySet<string> {
  const once = new Set<string>();
  const shared = new Set<string>();
  for (const file of files) {
    if (file.kind !== 'document' && file.kind !== 'refused') continue;
    const key = fileKey(file.fileName);
    (once.has(key) ? shared : once).add(key);
  }
  return shared;
}

function faultyLine(faults: readonly { readonly field: string; readonly message: string }[]): Problem {
  return new Problem('person_faulty', {
    detail: faults.map(({ field, message }) => `${field}: ${message}`).join(' '),
  });
}
