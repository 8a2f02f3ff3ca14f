import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Metrics } from '../observability/metrics.js';
import { StorageFullError } from '../storage/storage.js';
import { isDatabaseDown } from './database-failure.js';
import { Problem, problemBody } from './problem.js';
import type { ProblemCode } from './problem-table.js';

/** Answers with a page for people; false: what asked wants none. */
export type PresentProblem = (problem: Problem, request: Request, response: Response) => boolean;

/** The last handler: every error becomes one problem document, or a page; what is ours to mend is logged. */
export function answerProblems(
  logger: Logger,
  metrics: Metrics,
  presentPage: PresentProblem,
): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const problem = toProblem(error);
    response.locals['problem'] = problem.code;
    if (problem.code === 'database_unavailable') metrics.databaseErrors.inc();
    if (problem.status >= 500) {
      logger.error(
        { requestId: requestIdOf(response), problem: problem.code, err: problem.cause ?? error },
        'request failed',
      );
    }
    if (response.headersSent) {
      // The answer has begun: cutting the connection is the only way left to say that it is incomplete.
      request.socket.destroy();
      next();
      return;
    }
    closeUnreadBody(response);
    if (!presentPage(problem, request, response)) sendProblem(problem, response);
  };
}

export const answerNotFound: RequestHandler = () => {
  throw new Problem('route_not_found');
};

function sendProblem(problem: Problem, response: Response): void {
  closeUnreadBody(response);
  response
    .status(problem.status)
    .set(problem.headers)
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(problem, requestIdOf(response))));
}

/** The same for what never becomes a request: written straight to the connection, which is then closed. */
export function rawProblem(code: ProblemCode, requestId: string): string {
  const problem = new Problem(code);
  const body = JSON.stringify(problemBody(problem, requestId));
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

/** What is answered for anything that was thrown. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof StorageFullError) return new Problem('storage_full', { cause: error });
  if (isDatabaseDown(error)) return new Problem('database_unavailable', { cause: error });
  // express could not decode the address.
  if (error instanceof URIError) return new Problem('malformed_request', { cause: error });
  return new Problem('internal_error', { cause: error });
}

/** What is left of a refused body is not waited for. */
function closeUnreadBody(response: Response): void {
  if (hasUnreadBody(response.req)) response.set('connection', 'close');
}

function hasUnreadBody(request: Request): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return !request.complete && (encoding !== undefined || Number(length ?? 0) > 0);
}

function requestIdOf(response: Response): string {
  return String(response.locals['requestId']);
}
