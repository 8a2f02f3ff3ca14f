import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { HourlyLimits } from './database/client.js';
import { productionFaults } from './production-faults.js';
import type { OidcSettings } from './staff/oidc-provider.js';
import { parseMasterKeys, WeakKeyError, type MasterKeys } from './storage/encryption/master-keys.js';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const words = z
  .string()
  .transform((list) => list.split(',').map((word) => word.trim()))
  .refine((list) => list.every((word) => word !== ''), 'words separated by commas');
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65_535).default(3000),
  /** The address that candidates see; status links start with it. Default: http://HOST:PORT. */
  PUBLIC_URL: z.url().optional(),
  /** Number of proxies in front that set X-Forwarded-For. Default: 0; behind https in production it has to be said. */
  TRUSTED_PROXIES: whole(0, 10).optional(),
  /** Absent: an embedded PostgreSQL under DATA_DIR. */
  DATABASE_URL: z.string().startsWith('postgres').optional(),
  /** Production refuses the embedded server unless this is true. */
  ALLOW_EMBEDDED_DATABASE: flag.default(false),
  DATABASE_POOL: whole(2, 100).default(10),
  DATA_DIR: z.string().default('./data'),
  /** Absent: the queue lives in PostgreSQL. */
  REDIS_URL: z.string().startsWith('redis').optional(),
  /** `file:PATH`; absent: DATA_DIR/files. */
  STORAGE_URL: z.string().startsWith('file:').optional(),
  /**
   * `ID:BASE64`, separated by commas, each of 32 random bytes: the first encrypts documents and texts of CVs from now on,
   * all of them open what is there. Absent: both are stored as they are.
   */
  STORAGE_KEYS: z.string().optional(),
  /** Signs the candidates' links; absent outside production: made once and kept in DATA_DIR. */
  LINK_SECRET: z.string().min(32).optional(),
  LINK_DAYS: whole(1, 3650).default(90),
  /** The agency's own privacy notice, which pages and messages link to. Absent: they say how ranking works, and no more. */
  PRIVACY_NOTICE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** The agency's mail server, `smtp://user:password@host:587`; absent: messages are shown to staff to pass on. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/)
    .optional(),
  /** Sender of messages, needed with SMTP_URL. */
  MAIL_FROM: z.string().max(200).optional(),
  /** A browser that is left alone is signed out after this, and in any case after SESSION_HOURS. */
  SESSION_IDLE_MINUTES: whole(1, 1_440).default(30),
  SESSION_HOURS: whole(1, 168).default(12),
  /** Whether staff must have a second factor beside their password. Default: required in production, else optional. */
  SECOND_FACTOR: z.enum(['required', 'optional']).optional(),
  /** Sign-in by OpenID Connect: issuer, client and what its button says. Absent: by password only. */
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_LABEL: z.string().max(60).default('your organisation'),
  /** Microsoft Entra ID never says that an address is verified; true: take it so, for a provider that is yours alone. */
  OIDC_TRUST_EMAIL: flag.default(false),
  /**
   * Ways of signing in (RFC 8176), separated by commas, of which the provider has to have taken one, e.g. `mfa,hwk,otp`; and
   * levels (`acr`), of which it has to name one. Absent: a second factor is left to the provider.
   */
  OIDC_REQUIRED_AMR: words.optional(),
  OIDC_REQUIRED_ACR: words.optional(),
  /**
   * Where new passwords are looked up by the first five characters of their SHA-1, as
   * https://api.pwnedpasswords.com/range/ answers. Absent: against the built-in list only.
   */
  BREACHED_PASSWORDS_URL: z.url().optional(),
  /** Who was erased, by ids alone: to be kept apart from the database's backups. Absent: DATA_DIR/erasures.jsonl. */
  ERASURE_LEDGER: z.string().optional(),
  /** Days before its last day on which something in a compliance file is about to expire. */
  COMPLIANCE_WARN_DAYS: whole(1, 365).default(30),
  UPLOAD_MAX_BYTES: whole(1_024, 100 * 1024 * 1024).default(10 * 1024 * 1024),
  /** Uploads and writes per minute from one address. */
  RATE_LIMIT_PER_MINUTE: whole(1, 1_000_000).default(120),
  /** What one member of staff, with their keys, may take out within an hour: see HourlyLimits. */
  STAFF_NAMES_PER_HOUR: whole(1, 1_000_000).default(1_000),
  STAFF_DOCUMENTS_PER_HOUR: whole(1, 1_000_000).default(400),
  STAFF_EXPORTS_PER_HOUR: whole(1, 1_000_000).default(30),
  WORKER_CONCURRENCY: whole(1, 64).default(2),
  /** Wall-clock limit for reading one document. */
  READER_TIMEOUT_MS: whole(1_000, 120_000).default(20_000),
  READER_MEMORY_MB: whole(128, 4_096).default(512),
  READER_PROCESSES: whole(1, 32).default(2),
  /** Text in scans and photos is recognised; `false`: they are answered with `needs_ocr`. */
  READER_RECOGNITION: flag.default(true),
  /** ClamAV's daemon, `tcp://HOST:PORT` or `unix:PATH`; absent: documents are not scanned for viruses. */
  CLAMD_URL: z
    .string()
    .regex(/^(tcp:\/\/[^/]+|unix:\/.+)$/, 'tcp://HOST:PORT or unix:/PATH')
    .optional(),
  /** How long a claim on a CV or vacancy outlives its worker; a worker that lives renews its claims. */
  LEASE_SECONDS: whole(5, 600).default(15),
  RECONCILE_SECONDS: whole(1, 600).default(5),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Everything the program may learn from its environment. Frozen; made once per process by `readConfig`. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly trustedProxies: number;
  /** Null: start the embedded server. */
  readonly databaseUrl: string | null;
  readonly databasePool: number;
  readonly dataDir: string;
  readonly redisUrl: string | null;
  readonly storageDir: string;
  /** Null: documents and texts of CVs are not encrypted. */
  readonly storageKeys: MasterKeys | null;
  readonly erasureLedger: string;
  readonly linkSecret: string;
  readonly linkDays: number;
  /** Null: the agency's own privacy notice is linked nowhere. */
  readonly privacyNoticeUrl: string | null;
  /** Null: no mail is sent. */
  readonly mail: { readonly url: string; readonly from: string } | null;
  readonly sessions: { readonly idleMinutes: number; readonly hours: number };
  readonly secondFactorRequired: boolean;
  /** Null: staff sign in by password only. */
  readonly oidc: (OidcSettings & { readonly label: string }) | null;
  /** Null: new passwords are compared with the built-in list only. */
  readonly breachedPasswordsUrl: string | null;
  readonly complianceWarnDays: number;
  readonly uploadMaxBytes: number;
  readonly rateLimitPerMinute: number;
  readonly hourlyLimits: HourlyLimits;
  readonly workerConcurrency: number;
  readonly reader: {
    readonly timeoutMs: number;
    readonly memoryMb: number;
    readonly processes: number;
    readonly recognition: boolean;
  };
  /** Null: documents are not scanned for viruses. */
  readonly clamdUrl: string | null;
  readonly leaseSeconds: number;
  readonly reconcileSeconds: number;
  readonly logLevel: string;
}

export class ConfigError extends Error {}

/**
 * Reads and checks the environment; the only place that does.
 *
 * @throws ConfigError that names every faulty variable at once.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(withoutBlanks(env));
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (parsed.success && (parsed.data.SMTP_URL === undefined) !== (parsed.data.MAIL_FROM === undefined))
    faults.push('SMTP_URL, MAIL_FROM: set both or neither');
  const storageKeys = parsed.success ? readStorageKeys(parsed.data.STORAGE_KEYS, faults) : null;
  if (parsed.success) faults.push(...oidcFaults(parsed.data), ...productionFaults(parsed.data));
  if (!parsed.success || faults.length > 0) {
    throw new ConfigError(`The environment is not usable:\n  ${faults.join('\n  ')}`);
  }
  const e = parsed.data;
  const dataDir = resolve(e.DATA_DIR);
  return Object.freeze({
    production: e.NODE_ENV === 'production',
    host: e.HOST,
    port: e.PORT,
    publicUrl: (e.PUBLIC_URL ?? `http://${e.HOST}:${e.PORT}`).replace(/\/$/, ''),
    trustedProxies: e.TRUSTED_PROXIES ?? 0,
    databaseUrl: e.DATABASE_URL ?? null,
    databasePool: e.DATABASE_POOL,
    dataDir,
    redisUrl: e.REDIS_URL ?? null,
    storageDir: e.STORAGE_URL ? resolve(e.STORAGE_URL.slice('file:'.length)) : join(dataDir, 'files'),
    storageKeys,
    erasureLedger: resolve(e.ERASURE_LEDGER ?? join(dataDir, 'erasures.jsonl')),
    linkSecret: e.LINK_SECRET ?? keptSecret(dataDir),
    linkDays: e.LINK_DAYS,
    privacyNoticeUrl: e.PRIVACY_NOTICE_URL ?? null,
    mail:
      e.SMTP_URL !== undefined && e.MAIL_FROM !== undefined
        ? Object.freeze({ url: e.SMTP_URL, from: e.MAIL_FROM })
        : null,
    sessions: Object.freeze({ idleMinutes: e.SESSION_IDLE_MINUTES, hours: e.SESSION_HOURS }),
    secondFactorRequired:
      (e.SECOND_FACTOR ?? (e.NODE_ENV === 'production' ? 'required' : 'optional')) === 'required',
    oidc:
      e.OIDC_ISSUER && e.OIDC_CLIENT_ID && e.OIDC_CLIENT_SECRET
        ? Object.freeze({
            issuer: e.OIDC_ISSUER,
            clientId: e.OIDC_CLIENT_ID,
            clientSecret: e.OIDC_CLIENT_SECRET,
            trustEmail: e.OIDC_TRUST_EMAIL,
            requiredAmr: e.OIDC_REQUIRED_AMR ?? null,
            requiredAcr: e.OIDC_REQUIRED_ACR ?? null,
            label: e.OIDC_LABEL,
          })
        : null,
    breachedPasswordsUrl: e.BREACHED_PASSWORDS_URL?.replace(/\/?$/, '/') ?? null,
    complianceWarnDays: e.COMPLIANCE_WARN_DAYS,
    uploadMaxBytes: e.UPLOAD_MAX_BYTES,
    rateLimitPerMinute: e.RATE_LIMIT_PER_MINUTE,
    hourlyLimits: Object.freeze({
      names: e.STAFF_NAMES_PER_HOUR,
      documents: e.STAFF_DOCUMENTS_PER_HOUR,
      exports: e.STAFF_EXPORTS_PER_HOUR,
    }),
    workerConcurrency: e.WORKER_CONCURRENCY,
    reader: Object.freeze({
      timeoutMs: e.READER_TIMEOUT_MS,
      memoryMb: e.READER_MEMORY_MB,
      processes: e.READER_PROCESSES,
      recognition: e.READER_RECOGNITION,
    }),
    clamdUrl: e.CLAMD_URL ?? null,
    leaseSeconds: e.LEASE_SECONDS,
    reconcileSeconds: e.RECONCILE_SECONDS,
    logLevel: e.LOG_LEVEL,
  });
}

/** `FOO=` in an env file means "not set". */
function withoutBlanks(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

function readStorageKeys(text: string | undefined, faults: string[]): MasterKeys | null {
  if (text === undefined) return null;
  try {
    return parseMasterKeys(text);
  } catch (error) {
    if (!(error instanceof WeakKeyError)) throw error;
    faults.push(`STORAGE_KEYS: ${error.message}`);
    return null;
  }
}

/** Half a provider is a mistake, not a wish for none. */
function oidcFaults(e: z.infer<typeof environment>): string[] {
  const parts = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  const missing = parts.filter((name) => e[name] === undefined);
  return missing.length === 0 || missing.length === parts.length
    ? []
    : missing.map((name) => `${name}: needed when ${parts.filter((one) => e[one]).join(' and ')} is set`);
}

/** All processes of one installation must sign alike, so the first one writes the secret and the others read it. */
function keptSecret(dataDir: string): string {
  const path = join(dataDir, 'link-secret');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (!existsSync(path)) {
    try {
      writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return readFileSync(path, 'utf8').trim();
}

/** The environment for a child process: this one's with some variables set. */
export function environmentWith(changes: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...changes };
}
