import type { Problem } from '../../http/problem.js';
import type { ProblemCode } from '../../http/problem-table.js';
import { valueOf, type Fields } from '../address.js';
import { fieldFaults, type FormFault } from '../form-fault.js';
import { labelOf } from '../words.js';

const SENTENCES: Readonly<Partial<Record<ProblemCode, string>>> = {
  illegal_move: 'It cannot go there from where it stands now.',
  changed_meanwhile:
    'A colleague moved it meanwhile. Look where it stands now, and do it again if it is right.',
  candidacy_exists: 'A colleague has begun to consider this person meanwhile. Look where it stands now.',
  willingness_missing:
    'The person has not said that they want this post, or has taken it back. Ask them, and write down what they say.',
  vacancy_closed: 'The vacancy is closed. Nobody is taken further in it.',
  keeping_needed: 'The person does not let us keep their CV any more.',
  cannot_undo: 'This cannot be taken back: the person did it themselves, or it went out. Move it on instead.',
  cv_missing: 'There is no CV that could be read. Ask the person for one.',
  submitted_already: 'This person was put forward for this vacancy before. Nobody goes to one vacancy twice.',
};

/** For fields that were left empty; of what was filled in wrongly the problem says more. */
const FIELD_SENTENCES: Readonly<Record<string, string>> = {
  reason: 'Choose the reason',
  note: 'Say in words what the reason is',
  how: 'Choose how they told you',
  told: 'Write what the employer is told',
  to: 'Choose where it goes',
  questions: 'Choose at least one question, or write your own',
};

/**
 * What a page says of a move, a decision or a submission that could not be made, as `sent` by its form.
 *
 * @returns null: it is not about the form.
 */
export function pipelineFaults(problem: Problem, sent: Fields): FormFault[] | null {
  const { code, detail } = problem;
  if (code === 'invalid_request')
    return fieldFaults(problem, ({ field, message }) => ({
      field,
      text: (valueOf(sent, field) === undefined ? FIELD_SENTENCES[field] : undefined) ?? message,
    }));
  if (code === 'evidence_missing')
    return fieldFaults(problem, ({ field, message }) => ({
      field,
      // What an employer asks for itself is named in the message.
      text: field.startsWith('evidence.')
        ? `${labelOf(field.replace('evidence.', ''), 'evidence')}: ${message}`
        : message,
    }));
  if (code === 'submitted_before')
    return [{ field: 'repeatReason', text: detail.replace('in "repeatReason"', 'below') }];
  const text = SENTENCES[code];
  return text === undefined ? null : [{ field: 'main', text }];
}

/** The same on a page of several forms, whose fields have ids that begin with where their form leads. */
export function faultsAmongForms(problem: Problem, sent: Fields): FormFault[] | null {
  const to = valueOf(sent, 'to') ?? '';
  const faults = pipelineFaults(problem, sent);
  return faults && faults.map(({ field, text }) => ({ field: placeOf(field, to), text }));
}

function placeOf(field: string, to: string): string {
  if (field === 'reason' || field === 'note') return `${to}-${field}`;
  if (field === 'exception' || /^(evidence|employerEvidence)\./.test(field)) return 'placed-exception';
  if (field === 'questions') return 'ask';
  return field === 'how' ? field : 'main';
}
