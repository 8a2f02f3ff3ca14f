import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { PROBLEMS, type ProblemCode } from './problem-table.js';
import type { Access, Route } from './route.js';
import { scopeOf } from './scope.js';

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'A sentence to act on.' }),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    requestId: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457. `code` is stable; sentences may change.' });

const WHO: Readonly<Record<Access['kind'], string>> = {
  public: 'Open to anyone.',
  anyone: 'Open to anyone; credentials count when presented.',
  staff: 'For staff',
  candidate_or_staff: 'For the candidate by their link, for what is theirs, and for staff',
  candidate: 'For the candidate by their link, for what is theirs, and for no member of staff.',
  session: 'For whoever is signed in, for their own account; not for API keys.',
  operator: 'For requests from the machine itself, and for admins.',
};

/** Generates the OpenAPI 3.1 document of all routes but the pages, from the schemas that check them. */
export function openApiDocument(routes: readonly Route[], version: string): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes.filter(({ page }) => !page))
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'OT Match',
      version,
      description:
        'Reads occupational therapists’ CVs and ranks people against vacancies, with the CV’s own words as evidence. ' +
        'A score orders a list; it decides nothing.',
    },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of a member of staff: `otm_…`.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-otm_session',
          description: 'Set by signing in; `otm_session` where PUBLIC_URL is not https.',
        },
        candidateLink: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token of a candidate’s link: `otc_…`.',
        },
        candidateLinkInAddress: { type: 'apiKey', in: 'query', name: 'token' },
      },
    },
    paths,
  });
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const header: Record<string, z.ZodType> = {};
  if (route.idempotent) {
    header['Idempotency-Key'] = z.string().max(255).optional().meta({
      description: 'A key of your own for this request: repeating it within 24 hours has no second effect.',
    });
  }
  if (route.conditional) header['If-Match'] = z.string().meta({ description: 'The ETag that you changed.' });
  return {
    operationId: operationIdOf(route),
    tags: [route.tag],
    summary: route.summary,
    description: [route.description, whoOf(route)].filter(Boolean).join('\n\n'),
    security: securityOf(route.access),
    requestParams: {
      ...(hasKeys(route.params) ? { path: route.params } : {}),
      ...(hasKeys(route.query) ? { query: route.query } : {}),
      ...(Object.keys(header).length > 0 ? { header: z.object(header) } : {}),
    },
    ...requestBodyOf(route),
    responses: { ...repliesOf(route), ...problemsOf(route) },
  };
}

function requestBodyOf(route: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (route.form)
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema: route.form } } } };
  if (route.body)
    return { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } };
  return {};
}

function repliesOf(route: Route): ZodOpenApiOperationObject['responses'] {
  return Object.fromEntries(
    Object.entries(route.responses).map(([status, { description, schema, contentType }]) => {
      if (schema) return [status, { description, content: { 'application/json': { schema } } }];
      return [
        status,
        contentType ? { description, content: { [contentType]: { schema: z.string() } } } : { description },
      ];
    }),
  ) as ZodOpenApiOperationObject['responses'];
}

/** By status, because OpenAPI knows one response for each. */
function problemsOf(route: Route): ZodOpenApiOperationObject['responses'] {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set([...usualProblems(route), ...(route.problems ?? [])])) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join('\n\n'),
        content: { 'application/problem+json': { schema: problem } },
      },
    ]),
  );
}

function usualProblems(route: Route): ProblemCode[] {
  const { kind } = route.access;
  const unsafe = route.method !== 'get';
  if (kind === 'public' && !unsafe) return ['internal_error'];
  const codes: ProblemCode[] = ['too_many_requests', 'internal_error', 'database_unavailable'];
  if (kind !== 'public') codes.push('credentials_refused');
  if (kind === 'candidate') codes.push('authentication_required', 'not_allowed');
  if (kind === 'session') codes.push('authentication_required', 'session_required');
  if (kind === 'staff' || kind === 'candidate_or_staff' || kind === 'operator')
    codes.push('authentication_required', 'not_allowed', 'scope_missing', 'second_factor_required');
  if (kind === 'candidate' || (unsafe && (kind === 'candidate_or_staff' || kind === 'anyone')))
    codes.push('staff_at_candidate_link');
  if (kind === 'staff' || kind === 'candidate_or_staff') codes.push('hourly_limit_reached');
  if (unsafe) codes.push('cross_site_request');
  if (hasKeys(route.query) || route.body || route.form) codes.push('invalid_request');
  if (route.body) codes.push('malformed_json', 'unsupported_media_type', 'body_too_large');
  if (route.idempotent) codes.push('request_in_flight', 'idempotency_key_reused');
  if (route.conditional) codes.push('precondition_required', 'changed_meanwhile');
  return codes;
}

function whoOf(route: Route): string {
  const { access } = route;
  if (!('roles' in access)) return WHO[access.kind];
  const keys = route.unscoped
    ? 'Not for keys with scopes.'
    : `A key with scopes needs \`${scopeOf(route)}\`.`;
  return `${WHO[access.kind]} (${access.roles.join(', ')}). ${keys}`;
}

function securityOf(access: Access): Record<string, string[]>[] {
  switch (access.kind) {
    case 'public':
      return [];
    case 'candidate':
      return [{ candidateLink: [] }, { candidateLinkInAddress: [] }];
    case 'session':
      return [{ session: [] }];
    case 'staff':
      return [{ apiKey: [] }, { session: [] }];
    case 'operator':
      return [{}, { apiKey: [] }, { session: [] }];
    case 'anyone':
      return [{}, { candidateLink: [] }, { apiKey: [] }, { session: [] }];
    case 'candidate_or_staff':
      return [{ candidateLink: [] }, { candidateLinkInAddress: [] }, { apiKey: [] }, { session: [] }];
  }
}

/** `get /v1/cvs/{id}/events` → `getCvsByIdEvents`. */
function operationIdOf({ method, path }: Pick<Route, 'method' | 'path'>): string {
  const words = path
    .replace('/v1', '')
    .replace(/\{(\w+)\}/g, 'by-$1')
    .split(/[/.-]/)
    .filter(Boolean);
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function hasKeys(schema: z.ZodObject): boolean {
  return Object.keys(schema.shape).length > 0;
}
