import { toProblem } from '../http/answer-problem.js';
import type { Problem } from '../http/problem.js';
import { ourFault, type FormFault } from './form-fault.js';
import type { Page } from './page.js';

const forms = new WeakMap<Problem, Page>();

/**
 * A problem that is answered with the form it came from, so that nothing typed is lost. Throw it: it is logged and counted like
 * every other. What fails before or outside the route, such as where the database is away when it is asked who asks, or hangs,
 * has no form to come back with.
 */
export function withForm(problem: Problem, form: Page): Problem {
  forms.set(problem, form);
  return problem;
}

/**
 * What whoever sent a form can mend of what was thrown while it was taken.
 *
 * @param form The form again, for what they cannot.
 * @throws Problem of any other kind: ours, with that form.
 */
export function theirProblem(
  thrown: unknown,
  form: (faults: readonly FormFault[], status: number) => Page,
): Problem {
  const problem = toProblem(thrown);
  if (problem.status < 500) return problem;
  throw withForm(problem, form([ourFault(problem)], problem.status));
}

/** The form that a problem is answered with. */
export function formOf(problem: Problem): Page | undefined {
  return forms.get(problem);
}
