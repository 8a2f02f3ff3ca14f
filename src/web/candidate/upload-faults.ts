import { FORMATS, type DocumentFormat } from '../../documents/reading.js';
import type { FieldFault, Problem } from '../../http/problem.js';
import { PROBLEMS, type ProblemCode } from '../../http/problem-table.js';
import { fieldFaults, type FormFault } from '../form-fault.js';
import { formatBytes } from '../format.js';

/** Endings of file names, by format. */
const ENDINGS: Readonly<Partial<Record<DocumentFormat, readonly string[]>>> = {
  html: ['html', 'htm'],
  jpeg: ['jpg', 'jpeg'],
  tiff: ['tif', 'tiff'],
};

/** Kinds of file that are taken, as people call them: PDF, DOCX … */
const FILE_KINDS: readonly string[] = FORMATS.map((format) => format.toUpperCase());

/** For the `accept` attribute, which only helps to choose: what a file is, is told from its bytes. */
export const FILE_ENDINGS: string = FORMATS.flatMap((format) => ENDINGS[format] ?? [format])
  .map((ending) => `.${ending}`)
  .join(',');

/** `PDF, DOCX or TXT` */
export const FILE_KINDS_SENTENCE = `${FILE_KINDS.slice(0, -1).join(', ')} or ${FILE_KINDS.at(-1) ?? ''}`;

/** What the upload itself can be refused for. */
const FILE_PROBLEMS = [
  'file_missing',
  'file_empty',
  'unsupported_file',
  'malformed_upload',
] as const satisfies readonly ProblemCode[];

/**
 * The sentences of the API, which are those of the GOV.UK file upload component, and the largest size, which depends on
 * who runs this: https://design-system.service.gov.uk/components/file-upload/
 */
export function fileSentences(maxBytes: number): Readonly<Partial<Record<ProblemCode, string>>> {
  return {
    ...Object.fromEntries(FILE_PROBLEMS.map((code) => [code, PROBLEMS[code].detail])),
    file_too_large: `The selected file must be smaller than ${formatBytes(maxBytes)}`,
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
  if (problem.code === 'invalid_request') return fieldFaults(problem, fieldFault).sort(byPlace);
  const usual = fileSentences(maxBytes)[problem.code];
  if (usual === undefined) return null;
  // A problem that says more than its kind does knows what to do, such as with the photo of a phone.
  const isUsual = problem.detail === PROBLEMS[problem.code].detail;
  return [{ field: 'file', text: isUsual ? usual : problem.detail }];
}

export function fieldFault({ field, message }: FieldFault): FormFault {
  return { field, text: FIELD_SENTENCES[field] ?? message };
}

export function byPlace(a: FormFault, b: FormFault): number {
  return FIELDS.indexOf(a.field) - FIELDS.indexOf(b.field);
}
