import type { FieldFault, Problem } from '../http/problem.js';

/** What is wrong with a form, and the id of the field that it is about; `main` where it is about the whole. */
export interface FormFault {
  readonly field: string;
  readonly text: string;
}

/**
 * What a problem says of the fields of a form, the first of each: a field that was left empty is often wrong twice.
 *
 * @param toFault how the form says it; default: in the words of the problem.
 */
export function fieldFaults(
  { errors }: Pick<Problem, 'errors'>,
  toFault: (error: FieldFault) => FormFault = ({ field, message }) => ({ field, text: message }),
): FormFault[] {
  const faults = (errors ?? []).map(toFault);
  const fields = faults.map(({ field }) => field);
  return faults.filter(({ field }, place) => fields.indexOf(field) === place);
}

/** What is wrong with each field, by its id, as a view shows it beside the field. */
export function faultsByField(faults: readonly FormFault[]): Readonly<Record<string, string>> {
  return Object.fromEntries(faults.map(({ field, text }) => [field, text]));
}

/** What a form says where it was not its sender's fault: of its file where there is no room for it, else of the whole. */
export function ourFault({ code, detail }: Pick<Problem, 'code' | 'detail'>): FormFault {
  return { field: code === 'storage_full' ? 'file' : 'main', text: detail.replace(/\.$/, '') };
}
