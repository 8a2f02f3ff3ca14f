import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65_535).default(3000),
  /** The address that candidates see; status links start with it. Default: http://HOST:PORT. */
  PUBLIC_URL: z.url().optional(),
  /** Number of proxies in front that set X-Forwarded-For. */
  TRUSTED_PROXIES: whole(0, 10).default(0),
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
  /** Signs the candidates' links; absent outside production: made once and kept in DATA_DIR. */
  LINK_SECRET: z.string().min(32).optional(),
  LINK_DAYS: whole(1, 3650).default(90),
  UPLOAD_MAX_BYTES: whole(1_024, 100 * 1024 * 1024).default(10 * 1024 * 1024),
  /** Uploads and writes per minute from one address. */
  RATE_LIMIT_PER_MINUTE: whole(1, 1_000_000).default(120),
  WORKER_CONCURRENCY: whole(1, 64).default(2),
  /** Wall-clock limit for reading one document. */
  READER_TIMEOUT_MS: whole(1_000, 120_000).default(20_000),
  READER_MEMORY_MB: whole(128, 4_096).default(512),
  READER_PROCESSES: whole(1, 32).default(2),
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
  readonly linkSecret: string;
  readonly linkDays: number;
  readonly uploadMaxBytes: number;
  readonly rateLimitPerMinute: number;
  readonly workerConcurrency: number;
  readonly reader: { readonly timeoutMs: number; readonly memoryMb: number; readonly processes: number };
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
  if (parsed.success) faults.push(...productionFaults(parsed.data));
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
    trustedProxies: e.TRUSTED_PROXIES,
    databaseUrl: e.DATABASE_URL ?? null,
    databasePool: e.DATABASE_POOL,
    dataDir,
    redisUrl: e.REDIS_URL ?? null,
    storageDir: e.STORAGE_URL ? resolve(e.STORAGE_URL.slice('file:'.length)) : join(dataDir, 'files'),
    linkSecret: e.LINK_SECRET ?? keptSecret(dataDir),
    linkDays: e.LINK_DAYS,
    uploadMaxBytes: e.UPLOAD_MAX_BYTES,
    rateLimitPerMinute: e.RATE_LIMIT_PER_MINUTE,
    workerConcurrency: e.WORKER_CONCURRENCY,
    reader: Object.freeze({
      timeoutMs: e.READER_TIMEOUT_MS,
      memoryMb: e.READER_MEMORY_MB,
      processes: e.READER_PROCESSES,
    }),
    leaseSeconds: e.LEASE_SECONDS,
    reconcileSeconds: e.RECONCILE_SECONDS,
    logLevel: e.LOG_LEVEL,
  });
}

/** `FOO=` in an env file means "not set". */
function withoutBlanks(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

function productionFaults(e: z.infer<typeof environment>): string[] {
  if (e.NODE_ENV !== 'production') return [];
  const faults: string[] = [];
  if (!e.DATABASE_URL && !e.ALLOW_EMBEDDED_DATABASE) {
    faults.push(
      'DATABASE_URL: needed in production (or ALLOW_EMBEDDED_DATABASE=true for a small agency on one machine)',
    );
  }
  if (!e.LINK_SECRET && !e.ALLOW_EMBEDDED_DATABASE)
    faults.push('LINK_SECRET: needed in production, 32 characters or more');
  if (!e.PUBLIC_URL) faults.push('PUBLIC_URL: needed in production, the https address that candidates see');
  return faults;
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
