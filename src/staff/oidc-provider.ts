import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { z } from 'zod';
import { deriveKey } from '../http/derive-key.js';
import { seal, unseal } from './seal.js';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whether the provider's e-mail addresses count as verified though it does not say so. */
  readonly trustEmail: boolean;
  /** Ways of signing in (`amr`, RFC 8176) of which one has to have been taken; null: that is left to the provider. */
  readonly requiredAmr: readonly string[] | null;
  /** Levels (`acr`) of which one has to be named; null: as `requiredAmr`. */
  readonly requiredAcr: readonly string[] | null;
}

/** Whom the provider vouches for. */
export interface OidcPerson {
  /** Issuer and subject: stays the same for one person at one provider. */
  readonly subject: string;
  /** Null: none, or nobody has verified it. */
  readonly verifiedEmail: string | null;
}

export interface OidcProvider {
  /**
   * Where the browser is sent, and what it has to bring back in a cookie meanwhile.
   *
   * @param next where the person wants to go afterwards: kept in the sealed cookie, never told to the provider.
   */
  begin(next: string): Promise<{ readonly url: string; readonly flow: string }>;
  /**
   * Redeems what the provider sent the browser back with.
   *
   * @param query as it came, with the `?`.
   * @throws Error when anything does not fit: another browser, an old attempt, a forged or refused answer.
   */
  finish(query: string, flow: string): Promise<{ readonly person: OidcPerson; readonly next: string }>;
}

/**
 * Where the agency says how people have to sign in at the provider, its ID token has to say that they did.
 *
 * @throws Error for the log.
 */
export function requireProof(
  claims: Readonly<Record<string, unknown>>,
  { requiredAmr, requiredAcr }: Pick<OidcSettings, 'requiredAmr' | 'requiredAcr'>,
): void {
  const taken: readonly unknown[] = Array.isArray(claims['amr']) ? claims['amr'] : [];
  if (requiredAmr && !requiredAmr.some((way) => taken.includes(way)))
    throw new Error(`the provider names none of these ways of signing in: ${requiredAmr.join(', ')}`);
  if (requiredAcr && !requiredAcr.some((level) => level === claims['acr']))
    throw new Error(`the provider names none of these levels: ${requiredAcr.join(', ')}`);
}

/** Seconds that somebody may take to sign in at the provider. */
export const FLOW_SECONDS = 600;

const flowSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  /** Seconds since 1970. */
  until: z.number(),
});

/**
 * Sign-in by OpenID Connect: authorization code with PKCE (RFC 7636), state and nonce. The provider is asked for its
 * addresses and keys when it is first needed, and again if that failed.
 */
export function createOidcProvider(
  settings: OidcSettings,
  linkSecret: string,
  publicUrl: string,
): OidcProvider {
  const { issuer, clientId, clientSecret, trustEmail, requiredAcr } = settings;
  const redirectUri = `${publicUrl}/v1/session/oidc/callback`;
  const key = deriveKey(linkSecret, 'oidc-flow');
  let discovered: Promise<Configuration> | null = null;

  const configuration = (): Promise<Configuration> => {
    // The signature of the ID token is checked though it comes straight from the provider. Production refuses http.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated only to stand out
    const insecure = issuer.startsWith('http://') ? [allowInsecureRequests] : [];
    const execute = [enableNonRepudiationChecks, ...insecure];
    discovered ??= discovery(new URL(issuer), clientId, clientSecret, undefined, { execute }).catch(
      (error: unknown) => {
        discovered = null;
        throw error;
      },
    );
    return discovered;
  };

  return {
    async begin(next) {
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      const url = buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        response_type: 'code',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(requiredAcr && { acr_values: requiredAcr.join(' ') }),
      });
      const until = Math.floor(Date.now() / 1_000) + FLOW_SECONDS;
      const flow = Buffer.from(JSON.stringify({ state, nonce, verifier, next, until }));
      return { url: url.href, flow: seal(flow, key, 'flow').toString('base64url') };
    },
    async finish(query, flow) {
      const opened = unseal(Buffer.from(flow, 'base64url'), key, 'flow');
      if (opened === null) throw new Error('the flow is not ours');
      const { state, nonce, verifier, next, until } = flowSchema.parse(JSON.parse(opened.toString()));
      if (until < Date.now() / 1_000) throw new Error('the flow is over');
      const config = await configuration();
      const tokens = await authorizationCodeGrant(config, new URL(redirectUri + query), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('there is no ID token');
      requireProof(claims, settings);
      const said =
        claims['email'] === undefined ? await fetchUserInfo(config, tokens.access_token, claims.sub) : claims;
      const isVerified = said['email_verified'] === true || (trustEmail && said['email_verified'] !== false);
      const person = {
        subject: JSON.stringify([claims.iss, claims.sub]),
        verifiedEmail: typeof said['email'] === 'string' && isVerified ? said['email'] : null,
      };
      return { person, next };
    },
  };
}
