import { FORMATS, type DocumentFormat } from '../../documents/reading.js';
import type { FieldFault, Problem } from '../../http/problem.js';
import type { ProblemCode } from '../../http/problem-table.js';
import type { FormFault } from '../form-fault.js';
import { formatBytes } from '../format.js';

/** Endings of file names, by format. */
const ENDINGS: Readonly<Partial<Record<DocumentFormat, readonly string[]>>> = {
  html: ['html', 'htm'],
  jpeg: ['jpg', 'jpeg'],
  tiff: ['tif', 'tiff'],
};

/** Kinds of file that are taken, as people call them: PDF, DOCX … */
export const FILE_KINDS: readonly string[] = FORMATS.map((format) => format.toUpperCase());

/** For the `accept` attribute, which only helps to choose: what a file is, is told from its bytes. */
export const FILE_ENDINGS: string = FORMATS.flatMap((format) => ENDINGS[format] ?? [format])
  .map((ending) => `.${ending}`)
  .join(',');

/** `PDF, DOCX or TXT` */
export const FILE_KINDS_SENTENCE = `${FILE_KINDS.slice(0, -1).join(', ')} or ${FILE_KINDS.at(-1) ?? ''}`;

/** Wordings of the GOV.UK file upload component: https://design-system.service.gov.uk/components/file-upload/ */
export function fileSentences(maxBytes: number): Readonly<Partial<Record<ProblemCode, string>>> {
  return {
    file_missing: 'Select a CV',
    file_empty: 'The selected file is empty',
    file_too_large: `The selected file must be smaller than ${formatBytes(maxBytes)}`,
    unsupported_file: `The selected file must be a ${FILE_KINDS_SENTENCE}`,
    malformed_upload: 'The selected file could not be uploaded – try again',
    storage_full: 'The selected file could not be uploaded – try again later',
  };
}

const FIELD_SENTENCES: Readonly<Record<string, string>> = {
  name: 'Enter your full name',
  email: 'Enter an email address in the correct format, like name@example.com',
  phone: 'Enter a phone number, like 07700 900 982 or +44 808 157 0192',
  postcode: 'Enter a full UK postcode, like LS1 3EX',
  consentToKeep: 'Select that you agree to us keeping your CV',
};

/** In the order of the form. */
const FIELDS = ['file', 'name', 'email', 'phone', 'postcode', 'consentToKeep'];

/** What the page says about an upload that was refused; null: it is not about the form. */
export function formFaultsOf(problem: Problem, maxBytes: number): FormFault[] | null {
  if (problem.code === 'invalid_request') return (problem.errors ?? []).map(fieldFault).sort(byPlace);
  const text = fileSentences(maxBytes)[problem.code];
  return text === undefined ? null : [{ field: 'file', text }];
}

export function fieldFault({ field, message }: FieldFault): FormFault {
  return { field, text: FIELD_SENTENCES[field] ?? message };
}

export function byPlace(a: FormFault, b: FormFault): number {
  return FIELDS.indexOf(a.field) - FIELDS.indexOf(b.field);
}
