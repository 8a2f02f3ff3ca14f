import type { Request, Response } from 'express';
import type { PresentProblem } from '../http/answer-problem.js';
import type { Problem } from '../http/problem.js';
import { PROBLEMS } from '../http/problem-table.js';
import { notedStaff } from '../http/request-context.js';
import type { PageMaker } from './page.js';
import { formOf } from './problem-form.js';

/** Addresses of programs: they get problem documents, whoever asks. People come to the way to their provider and back. */
const FOR_PROGRAMS = /^\/(v1(?!\/session\/oidc)|docs|health|metrics|openapi\.json)(\/|$)/;

/** What to say on a page where the API speaks to programmers. */
const SENTENCES: Readonly<Record<string, string>> = {
  authentication_required:
    'Agency staff sign in first. Candidates use the link that they got after sending their CV.',
  route_not_found: 'Check that you typed or pasted the whole address.',
  credentials_refused: 'The link is not complete, has expired or was withdrawn.',
};

/**
 * Answers a problem with a page, for whoever looks at pages: the same code, status and sentence as the API's document.
 * Somebody who has to sign in first is sent there.
 */
export function createProblemPresenter(pages: PageMaker): PresentProblem {
  return (problem, request, response) => {
    if (!wantsPage(request, response)) return false;
    response.set(headersFor(problem));
    const elsewhere = request.method === 'GET' ? firstGoTo(problem, request) : null;
    if (elsewhere !== null) {
      response.status(303).set('location', elsewhere).end();
      return true;
    }
    pages
      .write(formOf(problem) ?? errorPage(problem, response), notedStaff(response), request, response)
      .catch(() => request.socket.destroy());
    return true;
  };
}

/** A browser that reads the challenge would ask for a password in a window of its own. */
function headersFor({ headers }: Problem): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'www-authenticate'));
}

function wantsPage(request: Request, response: Response): boolean {
  if (response.locals['page'] === true) return true;
  if (FOR_PROGRAMS.test(request.path)) return false;
  // In this order, so that a program which takes anything gets the document.
  return request.accepts('application/problem+json', 'application/json', 'text/html') === 'text/html';
}

/** Where somebody has to go before they may see the page; null: nothing they could do opens it. */
function firstGoTo({ code }: Problem, request: Request): string | null {
  if (code === 'second_factor_required') return '/account/second-factor';
  return code === 'authentication_required'
    ? `/sign-in?next=${encodeURIComponent(request.originalUrl)}`
    : null;
}

function errorPage(problem: Problem, response: Response): Parameters<PageMaker['write']>[0] {
  const requestId: unknown = response.locals['requestId'];
  return {
    view: 'error',
    title: PROBLEMS[problem.code].title,
    status: problem.status,
    data: {
      sentence: SENTENCES[problem.code] ?? problem.detail,
      faults: problem.errors ?? [],
      code: problem.code,
      requestId,
    },
  };
}
