import type { CheckKind } from '../../compliance/check-kinds.js';
import { DBS_OUTCOMES, REGISTER_STATES, RIGHT_TO_WORK_METHODS } from '../../compliance/new-check.js';
import { DBS_LEVELS, DBS_WORKFORCES } from '../../understanding/vacancy/read-dbs.js';
import { formatDate } from '../format.js';
import { choicesOf } from '../words.js';

/** A field of the form by which a check is filed. */
export interface CheckField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly type: 'text' | 'date';
  /** In place of free text. */
  readonly choices?: readonly { readonly value: string; readonly text: string }[];
}

const text = (name: string, label: string, hint?: string): CheckField => ({
  ...{ name, label, type: 'text' },
  ...(hint !== undefined && { hint }),
});
const choice = (name: string, label: string, values: readonly string[]): CheckField => ({
  ...{ name, label, type: 'text' },
  choices: choicesOf(name, values),
});
const yesOrNo = (name: string, label: string): CheckField => ({
  ...{ name, label, type: 'text' },
  choices: [
    { value: 'true', text: 'Yes' },
    { value: 'false', text: 'No' },
  ],
});

/** What is asked of each kind beside the day, the last day, the note and the file. */
const FIELDS: Readonly<Record<CheckKind, readonly CheckField[]>> = {
  identity: [text('document', 'Document', 'For example, UK passport')],
  right_to_work: [
    text('document', 'Document', 'For example, UK passport or share code'),
    choice('method', 'How it was checked', RIGHT_TO_WORK_METHODS),
    yesOrNo('timeLimited', 'The right is limited in time'),
  ],
  hcpc_register: [
    text('number', 'HCPC number', 'For example, OT12345'),
    choice('status', 'What the register says', REGISTER_STATES),
  ],
  dbs: [
    choice('level', 'Level', DBS_LEVELS),
    choice('workforce', 'Workforce', DBS_WORKFORCES),
    text('certificateNumber', 'Certificate number', 'Twelve digits'),
    { name: 'issuedOn', label: 'Issued on', type: 'date' },
    yesOrNo('updateService', 'Its status was checked with the Update Service'),
    choice('outcome', 'Outcome', DBS_OUTCOMES),
  ],
  qualification: [
    text('item', 'Which qualification', 'For example, BSc (Hons) Occupational Therapy'),
    yesOrNo('copyKept', 'A copy is kept, here or on paper'),
  ],
  reference: [
    text('item', 'From whom', 'For example, team lead, Riverside NHS Trust'),
    yesOrNo('notRelative', 'They are not related to the person'),
    yesOrNo('mayBeDisclosed', 'They agree that employers see it'),
  ],
  employment_history: [text('yearsCovered', 'Years covered', 'Without gaps, or with each gap explained')],
  occupational_health: [],
  training: [],
  employer_check: [],
  employer_health_check: [],
};

export const fieldsOf = (kind: CheckKind): readonly CheckField[] => FIELDS[kind];

/** What a field that was left blank asks for; null: it is none of the kind's own. */
export function missingSentence(kind: CheckKind, name: string): string | null {
  const field = FIELDS[kind].find((one) => one.name === name);
  if (!field) return null;
  return `${field.choices ? 'Choose an answer for' : 'Fill in'} “${field.label}”`;
}

/** What is kept of a check, as people read it. */
export function factsInWords(
  kind: CheckKind,
  facts: Readonly<Record<string, unknown>>,
): readonly { readonly label: string; readonly value: string }[] {
  return FIELDS[kind].flatMap(({ name, label, type, choices }) => {
    const value = facts[name];
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return [];
    const known = choices?.find((one) => one.value === String(value));
    const words = type === 'date' ? formatDate(String(value)) : String(value);
    return [{ label, value: known?.text ?? words }];
  });
}
