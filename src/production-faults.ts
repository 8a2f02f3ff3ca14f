const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

type Address = 'DATABASE_URL' | 'REDIS_URL' | 'SMTP_URL' | 'PUBLIC_URL' | 'OIDC_ISSUER';
type Secret = 'LINK_SECRET' | 'OIDC_CLIENT_SECRET';

/** The variables that it depends on, as they were read. */
interface Environment extends Readonly<Partial<Record<Address | Secret, string | undefined>>> {
  readonly NODE_ENV: string;
  readonly ALLOW_EMBEDDED_DATABASE: boolean;
  readonly TRUSTED_PROXIES?: number | undefined;
}

/** What of an environment is not safe enough for production; nothing anywhere else. */
export function productionFaults(e: Environment): string[] {
  if (e.NODE_ENV !== 'production') return [];
  const faults: string[] = [];
  if (!e.DATABASE_URL && !e.ALLOW_EMBEDDED_DATABASE) {
    faults.push(
      'DATABASE_URL: needed in production (or ALLOW_EMBEDDED_DATABASE=true for a small agency on one machine)',
    );
  }
  if (!e.LINK_SECRET && !e.ALLOW_EMBEDDED_DATABASE)
    faults.push('LINK_SECRET: needed in production, 32 characters or more');
  if (e.LINK_SECRET !== undefined && isWeak(e.LINK_SECRET))
    faults.push('LINK_SECRET: too easy to guess for production; make one with "openssl rand -hex 32"');
  if (!e.PUBLIC_URL) faults.push('PUBLIC_URL: needed in production, the https address that candidates see');
  if (e.PUBLIC_URL && !isProtected(e.PUBLIC_URL))
    faults.push('PUBLIC_URL: must be https in production, or http on this machine itself');
  // We speak no TLS: somebody in front does. Not told apart by us, all who come would be one address, and one of them who
  // mistypes passwords would hold up everybody.
  if (e.PUBLIC_URL?.startsWith('https:') && e.TRUSTED_PROXIES === undefined)
    faults.push(
      'TRUSTED_PROXIES: say how many proxies of yours set X-Forwarded-For, as a rule 1; 0 where the one in front sets none',
    );
  if (e.OIDC_ISSUER && !isProtected(e.OIDC_ISSUER)) faults.push('OIDC_ISSUER: must be https in production');
  const TOO_EASY = 'too easy to guess for production; 12 characters or more, at random';
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL'] as const) {
    const password = passwordIn(e[name]);
    if (password !== '' && isWeakPassword(password)) faults.push(`${name}: its password is ${TOO_EASY}`);
  }
  if (e.DATABASE_URL && passwordIn(e.DATABASE_URL) === '' && isRemoteWithoutProof(e.DATABASE_URL))
    faults.push(
      'DATABASE_URL: needs a password, or a certificate by sslcert, for a database on another machine',
    );
  if (e.OIDC_CLIENT_SECRET && isWeakPassword(e.OIDC_CLIENT_SECRET))
    faults.push(`OIDC_CLIENT_SECRET: ${TOO_EASY}`);
  return faults;
}

/** In clear; empty: none. */
function passwordIn(address: string | undefined): string {
  return address !== undefined && URL.canParse(address) ? decodeURIComponent(new URL(address).password) : '';
}

/** A socket or this machine itself may know its users; another machine has to be shown something. */
function isRemoteWithoutProof(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname, searchParams } = new URL(address);
  const host = searchParams.get('host') ?? hostname;
  return host !== '' && !host.startsWith('/') && !LOCAL_HOSTS.includes(host) && !searchParams.has('sslcert');
}

function isWeakPassword(password: string): boolean {
  return password.length < 12 || isWeak(password, 6);
}

/** Too few different characters, or words that examples are made of. */
function isWeak(secret: string, leastDifferent = 10): boolean {
  return new Set(secret).size < leastDifferent || /secret|change.?me|example|password|default/i.test(secret);
}

function isProtected(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || LOCAL_HOSTS.includes(hostname);
}
