/** What is wrong with a form, and the id of the field that it is about; `main` where it is about the whole. */
export interface FormFault {
  readonly field: string;
  readonly text: string;
}

/** What is wrong with each field, by its id, as a view shows it beside the field. */
export function faultsByField(faults: readonly FormFault[]): Readonly<Record<string, string>> {
  return Object.fromEntries(faults.map(({ field, text }) => [field, text]));
}
