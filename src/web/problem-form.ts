import type { Problem } from '../http/problem.js';
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

/** The form that a problem is answered with. */
export function formOf(problem: Problem): Page | undefined {
  return forms.get(problem);
}
