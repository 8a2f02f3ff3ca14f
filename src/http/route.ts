import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Actor, StaffRole } from './actor.js';
import type { ProblemCode } from './problem-table.js';

/**
 * Who may call a route. `public`: anyone, and nobody is asked who they are. `anyone`: anyone, and credentials count when
 * presented. `staff`: staff in one of the roles. `candidate_or_staff`: a candidate, for what is theirs, or staff in one
 * of the roles. `candidate`: a candidate, for what is theirs, and nobody of the staff. `session`: staff who are signed in, in whatever role, for what is their own account; no API key.
 * `operator`: from the machine itself, or an admin.
 */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'anyone' }
  | { readonly kind: 'staff'; readonly roles: readonly StaffRole[] }
  | { readonly kind: 'candidate_or_staff'; readonly roles: readonly StaffRole[] }
  | { readonly kind: 'candidate' }
  | { readonly kind: 'session' }
  | { readonly kind: 'operator' };

/** One request that has passed authentication, authorisation and validation. */
export interface Call<P, Q, B> {
  readonly actor: Actor;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly requestId: string;
  /** For routes that read the body or write the answer themselves. */
  readonly request: Request;
  readonly response: Response;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

export interface DocumentedResponse {
  readonly description: string;
  /** Of a JSON body; the reply is checked against it and holds nothing else. */
  readonly schema?: z.ZodType;
  /** Of another body, e.g. `text/event-stream`. */
  readonly contentType?: string;
}

type Method = 'get' | 'post' | 'patch' | 'delete';

interface Description {
  readonly method: Method;
  /** As OpenAPI writes it: `/v1/cvs/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  /** Takes an Idempotency-Key. */
  readonly idempotent?: true;
  /** Needs If-Match. */
  readonly conditional?: true;
  /** Not for keys with scopes: whoever may do it can get at everything else. */
  readonly unscoped?: true;
  /** A page for people: its body is a form, its problems are pages, and the documentation of the API leaves it out. */
  readonly page?: true;
  /** Schema of a multipart form, for the documentation; the route reads the body itself. */
  readonly form?: z.ZodObject;
  readonly responses: Readonly<Record<number, DocumentedResponse>>;
  /** Problems beside those that any route may answer with. */
  readonly problems?: readonly ProblemCode[];
}

/** A route without its types, as the list of all routes holds it. */
export interface Route extends Description {
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType | null;
  /** Null: the route has written the answer itself. */
  handle(call: Call<unknown, unknown, unknown>): Promise<Reply | null>;
}

const nothing = z.strictObject({});
type Nothing = typeof nothing;

interface RouteOptions<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
> extends Description {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  handle(call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<Reply | null>;
}

/** Describes a route once: for serving it, for guarding it and for the documentation. */
export function defineRoute<
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B extends z.ZodType = z.ZodUndefined,
>(options: RouteOptions<P, Q, B>): Route {
  return {
    ...options,
    params: options.params ?? nothing,
    query: options.query ?? nothing,
    body: options.body ?? null,
    // Sound because it is served only after params, query and body went through exactly these schemas.
    handle: (call) => options.handle(call as Call<z.output<P>, z.output<Q>, z.output<B>>),
  };
}

/** The id that the path of a route names. */
export const byId = z.object({ id: z.uuid() });

export const PUBLIC: Access = { kind: 'public' };
export const STAFF: Access = { kind: 'staff', roles: ['consultant', 'agency_staff', 'admin'] };
/** Those who weigh people against vacancies. */
export const CONSULTANTS: Access = { kind: 'staff', roles: ['consultant', 'admin'] };
/** The person themselves, by their link, or those who weigh people against vacancies. */
export const CANDIDATE_OR_CONSULTANTS: Access = {
  kind: 'candidate_or_staff',
  roles: ['consultant', 'admin'],
};
/** The person themselves, by their link, or an administrator. */
export const CANDIDATE_OR_ADMINS: Access = { kind: 'candidate_or_staff', roles: ['admin'] };
/** The person themselves, by their link, and nobody of the agency whatever their role. */
export const CANDIDATE: Access = { kind: 'candidate' };
export const ADMINS: Access = { kind: 'staff', roles: ['admin'] };
/** Whoever is signed in, for their own account. */
export const SIGNED_IN: Access = { kind: 'session' };
