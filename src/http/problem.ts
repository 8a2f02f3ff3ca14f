/** What a caller is told when something cannot be done: one entry per stable `code`. */
interface Entry {
  readonly status: number;
  readonly title: string;
  /** A sentence that the person in front of the screen can act on. */
  readonly detail: string;
}

export const PROBLEMS = {
  invalid_request: entry(
    400,
    'Some of the information is not usable',
    'Correct the fields listed under "errors" and send it again.',
  ),
  malformed_json: entry(400, 'The body is not JSON', 'Send one JSON object, encoded as UTF-8.'),
  malformed_upload: entry(
    400,
    'The upload could not be read',
    'The form arrived incomplete or damaged. Choose the file again and send it once more.',
  ),
  malformed_request: entry(
    400,
    'The request could not be read',
    'The request is not valid HTTP. Send it again.',
  ),
  invalid_cursor: entry(
    400,
    'The cursor is not one of ours',
    'Start again from the first page, without a cursor.',
  ),
  file_missing: entry(
    400,
    'No CV was attached',
    'Choose your CV as the file of the field "file" and send it again.',
  ),
  file_empty: entry(400, 'The file is empty', 'The file holds nothing. Check that you chose the right one.'),
  authentication_required: entry(
    401,
    'Please say who you are',
    'Staff send "Authorization: Bearer" with an API key; candidates use the link they were given.',
  ),
  credentials_refused: entry(
    401,
    'The key or link is not valid',
    'It is unknown, has expired or was withdrawn. Ask your administrator or the agency for a new one.',
  ),
  not_allowed: entry(403, 'Your role may not do this', 'Ask an administrator if you need to.'),
  not_found: entry(404, 'There is nothing here', 'It does not exist, or it is not yours to see.'),
  route_not_found: entry(404, 'There is no such address', 'The addresses that exist are listed at /docs.'),
  method_not_allowed: entry(
    405,
    'This address does not take that method',
    'The methods it takes are in the Allow header.',
  ),
  request_timeout: entry(408, 'The request took too long', 'The connection was too slow. Please try again.'),
  request_in_flight: entry(
    409,
    'The same request is being worked on',
    'A request with this Idempotency-Key has not finished yet. Wait a moment and repeat it.',
  ),
  already_merged: entry(
    409,
    'One of the records is merged already',
    'Load the person again: another record speaks for them now. Merge with that one, or undo the earlier merge first.',
  ),
  consents_differ: entry(
    409,
    'The two records do not agree on what we may do',
    'One of them does not let us keep the CV, or has withdrawn what the other still allows. Settle that with the person first.',
  ),
  merge_undone: entry(409, 'This merge is undone already', 'Load the records again to see them as they are.'),
  merge_not_last: entry(
    409,
    'A later merge stands in the way',
    'The record has since been merged into another one. Undo that later merge first.',
  ),
  list_changed: entry(
    409,
    'The list has been made again',
    'The cursor belongs to the list as it was. Start again from the first page, without a cursor.',
  ),
  vacancy_closed: entry(409, 'The vacancy is closed', 'A closed vacancy cannot be changed.'),
  length_required: entry(
    411,
    'The size of the upload must be stated',
    'Send a Content-Length header; chunked uploads are not taken.',
  ),
  changed_meanwhile: entry(
    412,
    'Somebody else changed it meanwhile',
    'Load it again, look at what changed and repeat your change.',
  ),
  file_too_large: entry(
    413,
    'The file is too large',
    'Save the CV with smaller pictures, or as a PDF, and try again.',
  ),
  body_too_large: entry(413, 'The request is too large', 'Send less text.'),
  unsupported_file: entry(
    415,
    'This kind of file cannot be read',
    'Save the CV as a PDF, as a Word document (.docx) or as plain text and send that.',
  ),
  unsupported_media_type: entry(
    415,
    'The body is of another type than expected',
    'Send JSON as application/json and CVs as multipart/form-data.',
  ),
  idempotency_key_reused: entry(
    422,
    'This Idempotency-Key belongs to another request',
    'Use a new key for each new request; repeat a key only with exactly the same content.',
  ),
  precondition_required: entry(
    428,
    'Say which version you changed',
    'Send If-Match with the ETag that you received, so that no change of a colleague is lost.',
  ),
  too_many_requests: entry(429, 'Too many requests', 'Wait as long as Retry-After says and try again.'),
  headers_too_large: entry(431, 'The headers are too large', 'Send fewer or shorter headers.'),
  internal_error: entry(
    500,
    'Something went wrong on our side',
    'Nothing you did caused this. Try again; if it stays, tell us the requestId.',
  ),
  file_unavailable: entry(
    503,
    'The stored file cannot be reached',
    'The document is on record but its file could not be opened. Try again later; if it stays, tell us the requestId.',
  ),
  database_unavailable: entry(
    503,
    'The service is not available for a moment',
    'Nothing was saved. Please try again shortly.',
  ),
  stopping: entry(503, 'The service is restarting', 'Please try again shortly.'),
  storage_full: entry(
    507,
    'There is no room for more documents',
    'Your CV was not saved. Please try again later; we have been told.',
  ),
} as const satisfies Record<string, Entry>;

export type ProblemCode = keyof typeof PROBLEMS;

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

function entry(status: number, title: string, detail: string): Entry {
  return { status, title, detail };
}
