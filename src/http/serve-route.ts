import type { Request, RequestHandler, Response } from 'express';
import type { Database } from '../database/client.js';
import type { Metrics } from '../observability/metrics.js';
import { ANONYMOUS, type Actor } from './actor.js';
import { authenticate } from './authenticate.js';
import { authorise } from './authorise.js';
import type { DatabaseWatch } from './database-failure.js';
import { Problem } from './problem.js';
import type { ProblemCode } from './problem-table.js';
import { readForm } from './read-form.js';
import { readJson } from './read-json.js';
import { noteActor } from './request-context.js';
import type { Call, Reply, Route } from './route.js';
import type { SessionRules } from './session-cookie.js';
import { staffAtLink, type RecordLook } from './staff-at-link.js';
import { validate } from './validate.js';

export interface ServingDependencies {
  readonly database: Database;
  readonly databaseWatch: DatabaseWatch;
  readonly linkSecret: string;
  readonly sessions: SessionRules;
  readonly metrics: Metrics;
  readonly recordLook: RecordLook;
  /** Told of a member of staff who was refused with `hourly_limit_reached`. */
  readonly recordLimit: (actor: Actor, refusal: Problem) => Promise<void>;
  /** Counts writes per key or address. */
  readonly writeLimiter: RequestHandler;
}

/** Refusals of somebody who is known. */
const DENIALS: ReadonlySet<ProblemCode> = new Set([
  'not_allowed',
  'cross_site_request',
  'scope_missing',
  'second_factor_required',
  'session_required',
  'staff_at_candidate_link',
]);

/** Where a candidate's link may stand in the address. */
const TAKES_TOKEN: ReadonlySet<Route['access']['kind']> = new Set([
  'candidate',
  'candidate_or_staff',
  'anyone',
]);

/**
 * Serves one route: who, may they, limits, body, validation, work, answer. The order is the point: nothing of a body is
 * read for someone who may not send it.
 */
export function serveRoute(route: Route, dependencies: ServingDependencies): RequestHandler {
  const { databaseWatch, writeLimiter } = dependencies;
  return async (request, response) => {
    response.locals['route'] = route.path;
    if (route.page) response.locals['page'] = true;
    const actor = await databaseWatch.orSilence(admit(route, request, response, dependencies));
    if (route.method !== 'get') await runMiddleware(writeLimiter, request, response);

    const call: Call<unknown, unknown, unknown> = {
      actor,
      params: validatePath(route, request),
      query: validate(route.query, withoutToken(route, request)),
      body: route.body ? validate(route.body, await (route.page ? readForm : readJson)(request)) : undefined,
      requestId: String(response.locals['requestId']),
      request,
      response,
    };
    const handled = route.handle(call).catch(async (error: unknown) => {
      if (error instanceof Problem && error.code === 'hourly_limit_reached')
        await dependencies.recordLimit(actor, error);
      throw error;
    });
    const reply = await databaseWatch.orSilence(handled, () => response.headersSent);
    if (reply && !response.headersSent) send(route, reply, response);
  };
}

async function admit(
  route: Route,
  request: Request,
  response: Response,
  dependencies: ServingDependencies,
): Promise<Actor> {
  const { metrics } = dependencies;
  try {
    const actor = route.access.kind === 'public' ? ANONYMOUS : await authenticate(request, dependencies);
    if (actor.kind !== 'anonymous') metrics.authentications.inc({ outcome: 'accepted' });
    if (route.access.kind !== 'public') noteActor(response, actor);
    authorise(route, actor, request);
    const staff = actor.kind === 'candidate' ? await staffAtLink(route, request, dependencies) : null;
    if (actor.kind !== 'candidate' || staff === null) return actor;
    noteActor(response, staff);
    authorise(route, staff, request);
    await dependencies.recordLook(staff, actor);
    return staff;
  } catch (error) {
    const code = error instanceof Problem ? error.code : null;
    if (code === 'credentials_refused') metrics.authentications.inc({ outcome: 'refused' });
    if (code !== null && DENIALS.has(code)) metrics.denials.inc({ route: route.path });
    throw error;
  }
}

/** An id that is no id names nothing, which is an answer of its own. */
function validatePath(route: Route, request: Request): unknown {
  const parsed = route.params.safeParse({ ...request.params });
  if (!parsed.success) throw new Problem('not_found');
  return parsed.data;
}

function withoutToken(route: Route, request: Request): Record<string, unknown> {
  const query: Record<string, unknown> = { ...request.query };
  if (TAKES_TOKEN.has(route.access.kind)) delete query['token'];
  return query;
}

function send(route: Route, reply: Reply, response: Response): void {
  const documented = route.responses[reply.status];
  if (!documented)
    throw new Error(`${route.method} ${route.path} answered ${reply.status}, which is not documented`);
  response.status(reply.status).set(reply.headers ?? {});
  if (documented.schema) {
    const parsed = documented.schema.safeParse(reply.body);
    if (!parsed.success) {
      const where = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join(', ');
      throw new Error(`${route.method} ${route.path} does not answer as documented: ${where}`);
    }
    response.json(parsed.data);
  } else if (documented.contentType) {
    response.type(documented.contentType).send(reply.body);
  } else {
    response.end();
  }
}

/** Runs an express middleware as a step of an async function. Never resolves when the middleware answers by itself. */
export function runMiddleware(
  middleware: RequestHandler,
  request: Request,
  response: Response,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (error?: unknown): void => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- passed on as it came
      if (error) reject(error);
      else resolve();
    };
    void Promise.resolve(middleware(request, response, next)).catch(next);
  });
}
