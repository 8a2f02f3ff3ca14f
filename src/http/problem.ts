import { PROBLEMS, type ProblemCode } from './problem-table.js';

/** One faulty field: where, and what would be right. Never holds the value that was sent. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

export interface ProblemOptions {
  /** Instead of the entry's own sentence. */
  readonly detail?: string;
  readonly errors?: readonly FieldFault[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Thrown anywhere while a request is served; the error handler turns it into the answer. */
export class Problem extends Error {
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly FieldFault[] | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: ProblemCode,
    options: ProblemOptions = {},
  ) {
    super(code, { cause: options.cause });
    this.status = PROBLEMS[code].status;
    this.detail = options.detail ?? PROBLEMS[code].detail;
    this.errors = options.errors ?? null;
    this.headers = { ...(this.status === 503 ? { 'retry-after': '2' } : {}), ...options.headers };
  }
}

/** A request with one faulty field. */
export function faultyField(field: string, message: string): Problem {
  return new Problem('invalid_request', { errors: [{ field, message }] });
}

/** The body of an `application/problem+json` answer (RFC 9457). */
export function problemBody(problem: Problem, requestId: string): Record<string, unknown> {
  return {
    type: `urn:ot-match:problem:${problem.code}`,
    title: PROBLEMS[problem.code].title,
    status: problem.status,
    detail: problem.detail,
    code: problem.code,
    requestId,
    ...(problem.errors ? { errors: problem.errors } : {}),
  };
}
