import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { rawProblem } from './answer-problem.js';
import type { ProblemCode } from './problem-table.js';

export interface ServerLimits {
  /** For a whole request with its body: 10 MB over a slow mobile line take longer than Node's usual minute. */
  readonly requestMs: number;
  readonly headersMs: number;
}

const LIMITS: ServerLimits = { requestMs: 120_000, headersMs: 15_000 };
const KEEP_ALIVE_MS = 5_000;
const MAX_CONNECTIONS = 2_000;
const MAX_REQUESTS_PER_CONNECTION = 1_000;

/**
 * An HTTP server that slow, broken and greedy clients cannot wear down.
 *
 * @param refusesBody whether the application will refuse this request by its headers; then a client that asks first
 *   (`Expect: 100-continue`) is not told to go on.
 */
export function createHttpServer(
  listener: RequestListener,
  refusesBody: (request: IncomingMessage) => boolean,
  limits: ServerLimits = LIMITS,
): Server {
  const server = createServer(
    {
      requestTimeout: limits.requestMs,
      headersTimeout: limits.headersMs,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: Math.min(5_000, limits.headersMs),
    },
    listener,
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_CONNECTION;
  server.on('checkContinue', (request: IncomingMessage, response) => {
    if (!refusesBody(request)) response.writeContinue();
    listener(request, response);
  });
  server.on('clientError', answerClientError);
  return server;
}

/** What never became a request is answered all the same. */
function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(rawProblem(codeOf(error), randomUUID()));
}

function codeOf({ code }: NodeJS.ErrnoException): ProblemCode {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers_too_large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request_timeout' : 'malformed_request';
}
