import type { Problem } from '../../http/problem.js';
import type { ProblemCode } from '../../http/problem-table.js';
import { valueOf, type Fields } from '../address.js';
import { fieldFaults, type FormFault } from '../form-fault.js';

/** What is wrong with a field, whether it was left empty or holds too much. */
const SENTENCES: Readonly<Record<string, string>> = {
  answer: 'Enter your answer, in 5,000 characters or fewer',
  words: 'Enter what you would like, in 5,000 characters or fewer',
  kind: 'Select what it is about',
  conceptId: 'Select what is wrong',
  subject: 'Select what was read wrongly',
  wrong: 'Enter why it is wrong, in 1,000 characters or fewer',
  missing: 'Enter what is missing, in 1,000 characters or fewer',
  reading: 'Enter how it is, in 1,000 characters or fewer',
};

/** Problems that are about the form as a whole, and are said at the field that it ends with. */
const OF_THE_FORM: ReadonlySet<ProblemCode> = new Set([
  'cv_missing',
  'too_many_requests',
  'answered_already',
  'keeping_needed',
  'vacancy_closed',
]);

/**
 * What the candidate's page says of a form that could not be taken, at ids of the page.
 *
 * @param name of the form, which is the id of its section.
 * @returns null: it is not about the form.
 */
export function choiceFaults(problem: Problem, name: string, sent: Fields): FormFault[] | null {
  const { code, detail } = problem;
  if (code === 'invalid_request')
    return fieldFaults(problem, ({ field, message }) => {
      const id = fieldId(field, sent);
      return { field: id ?? name, text: SENTENCES[field === 'statement' ? (id ?? '') : field] ?? message };
    });
  return OF_THE_FORM.has(code) ? [{ field: lastField(name, sent), text: detail }] : null;
}

/** Several forms of the page have a field of one name. */
function fieldId(field: string, sent: Fields): string | undefined {
  if (field === 'answer') return `answer-${valueOf(sent, 'questionId') ?? ''}`;
  if (field === 'statement') return valueOf(sent, 'kind') ?? 'missing';
  return ['words', 'kind', 'conceptId', 'subject'].includes(field) ? field : undefined;
}

function lastField(name: string, sent: Fields): string {
  const field = { requests: 'words', corrections: 'statement', answers: 'answer' }[name];
  return (field && fieldId(field, sent)) ?? name;
}
