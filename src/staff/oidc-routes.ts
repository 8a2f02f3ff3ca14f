import { z } from 'zod';
import { localAddress } from '../http/local-address.js';
import { Problem } from '../http/problem.js';
import { defineRoute, PUBLIC, type Route } from '../http/route.js';
import { cookieHeader, readCookie } from '../http/session-cookie.js';
import type { Accounts } from './accounts.js';
import { signInWays } from './account-schema.js';
import { FLOW_SECONDS, type OidcProvider } from './oidc-provider.js';
import { browserOf, signedInCookies } from './session-routes.js';
import { signInByOidc } from './sign-in-by-oidc.js';

/** Characters of an address that the cookie of the flow has room for. */
const MOST_KEPT = 1_500;

const common = { method: 'get', tag: 'Signing in', access: PUBLIC } as const;

/** By what one can sign in. */
export function waysRoute(label: string | null): Route {
  return defineRoute({
    ...common,
    path: '/v1/session/ways',
    summary: 'By what one can sign in',
    responses: { 200: { description: 'The ways.', schema: signInWays } },
    // eslint-disable-next-line @typescript-eslint/require-await -- known since the start
    async handle() {
      return { status: 200, body: { password: true, oidc: label === null ? null : { label } } };
    },
  });
}

/**
 * Signing in by OpenID Connect.
 *
 * @param onFailure told why a sign-in failed, for the log; the browser is not told.
 */
export function oidcRoutes(
  accounts: Accounts,
  provider: OidcProvider,
  onFailure: (error: unknown) => void,
): Route[] {
  const { sessions } = accounts;
  const failed = (error: unknown): Problem => {
    onFailure(error);
    return new Problem('sign_in_elsewhere_refused', {
      headers: { 'set-cookie': cookieHeader('oidc', '', sessions, 0) },
      cause: error,
    });
  };
  return [
    defineRoute({
      ...common,
      path: '/v1/session/oidc',
      summary: 'Go to the provider to sign in there',
      query: z.strictObject({
        next: z.string().max(MOST_KEPT).optional().catch(undefined).meta({
          description: 'Where to go afterwards: a path of this service. Anything else is left aside.',
        }),
      }),
      responses: { 303: { description: 'To the provider.' } },
      problems: ['sign_in_elsewhere_refused'],
      async handle({ query }) {
        const { url, flow } = await provider.begin(localAddress(query.next)).catch((error: unknown) => {
          throw failed(error);
        });
        const headers = { location: url, 'set-cookie': cookieHeader('oidc', flow, sessions, FLOW_SECONDS) };
        return { status: 303, headers };
      },
    }),
    defineRoute({
      ...common,
      path: '/v1/session/oidc/callback',
      summary: 'Come back from the provider',
      query: z.looseObject({}),
      responses: {
        303: { description: 'Signed in: to where they wanted to go, with the session in the cookie.' },
      },
      problems: ['sign_in_elsewhere_refused'],
      async handle({ request }) {
        const flow = readCookie(request, 'oidc', sessions);
        const { search } = new URL(request.originalUrl, accounts.publicUrl);
        const { token, next } = await (async () => {
          if (flow === null) throw new Error('no flow was begun in this browser');
          const { person, next } = await provider.finish(search, flow);
          const token = await signInByOidc(accounts, person, browserOf(accounts, request).userAgent);
          return { token, next };
        })().catch((error: unknown) => {
          throw failed(error);
        });
        if (token === null) throw failed(new Error('no open account is this person’s'));
        const cookies = [
          ...signedInCookies(accounts, { token, deviceCookie: null }),
          cookieHeader('oidc', '', sessions, 0),
        ];
        return { status: 303, headers: { location: next, 'set-cookie': cookies } };
      },
    }),
  ];
}
