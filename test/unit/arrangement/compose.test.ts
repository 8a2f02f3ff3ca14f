import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../../src/project-root.js';

interface Service {
  readonly image: string;
  readonly command?: string | string[];
  readonly environment: Record<string, string>;
  readonly healthcheck?: { readonly test?: string[]; readonly disable?: boolean };
  readonly depends_on?: Record<string, { readonly condition: string }>;
  readonly networks: string[];
  readonly ports?: string[];
  readonly profiles?: string[];
  readonly [option: string]: unknown;
}
const path = join(projectRoot, 'docker-compose.yml');
const compose = parse(readFileSync(path, 'utf8'), { merge: true }) as {
  services: Record<
    'postgres' | 'redis' | 'objects' | 'migrate' | 'api' | 'worker' | 'mailer' | 'clamav',
    Service
  >;
  networks: Record<string, { internal?: boolean } | null>;
};
const { postgres, redis, objects, migrate, api, worker, mailer, clamav } = compose.services;
const dockerfile = readFileSync(join(projectRoot, 'Dockerfile'), 'utf8');

describe('docker-compose.yml', () => {
  it('runs the services of the arrangement and nothing else', () => {
    expect(Object.keys(compose.services).sort()).toEqual([
      'api',
      'clamav',
      'mailer',
      'migrate',
      'objects',
      'postgres',
      'redis',
      'worker',
    ]);
  });

  it.each(Object.entries({ migrate, api, worker, mailer }))(
    'locks the program down in %s',
    (_name, service) => {
      expect(service).toMatchObject({
        init: true,
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        stop_grace_period: '40s',
      });
      expect(service.environment.NODE_ENV).toBe('production');
    },
  );

  it('checks the health of everything that others wait for', () => {
    expect(postgres.healthcheck?.test).toContain('pg_isready');
    expect(redis.healthcheck?.test).toEqual(['CMD', 'redis-cli', 'ping']);
    expect(objects.healthcheck?.test).toBeDefined();
    expect(dockerfile).toMatch(/HEALTHCHECK[^]+\/health\/ready/);
    expect(api.healthcheck).toBeUndefined();
  });

  it('migrates once the database answers, and starts API and worker after that', () => {
    expect(migrate.depends_on?.['postgres']?.condition).toBe('service_healthy');
    for (const service of [api, worker, mailer]) {
      expect(service.depends_on?.['migrate']?.condition).toBe('service_completed_successfully');
      expect(service.depends_on?.['redis']?.condition).toBe('service_healthy');
    }
  });

  it('keeps the queue on disk and never evicts from it', () => {
    expect(redis.command).toContain('--appendonly yes');
    expect(redis.command).toContain('--maxmemory-policy noeviction');
  });

  it('writes no secret down: each comes from the environment, and its absence is an error', () => {
    expect(api.environment.DATABASE_URL).toMatch(/\$\{POSTGRES_PASSWORD:\?/);
    expect(api.environment.LINK_SECRET).toMatch(/^\$\{LINK_SECRET:\?/);
    expect(postgres.environment.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
  });

  it('gives database, queue and worker no way out, and publishes the API on the loopback address only', () => {
    expect(compose.networks['inside']?.internal).toBe(true);
    for (const service of [postgres, redis, worker, migrate]) {
      expect(service.networks).toEqual(['inside']);
      expect(service.ports).toBeUndefined();
    }
    expect(api.ports).toEqual(['127.0.0.1:3000:3000']);
  });

  it('hands every setting on, mail to the one worker that has a way out and opens no documents', () => {
    for (const service of [migrate, api, worker, mailer])
      expect(service['env_file']).toEqual([{ path: '.env', required: false }]);
    expect(worker.environment).toMatchObject({ SMTP_URL: '', MAIL_FROM: '' });
    expect(mailer.environment).not.toHaveProperty('SMTP_URL');
    expect(mailer).toMatchObject({ networks: ['inside', 'outside'], profiles: ['mail'] });
    expect(mailer.command?.slice(2)).toEqual(['rank']);
    expect(clamav).toMatchObject({ networks: ['inside', 'outside'], profiles: ['antivirus'] });
  });

  it('lets whoever waits for a page go first', () => {
    expect(worker['cpu_shares']).toBe(512);
    expect(api).not.toHaveProperty('cpu_shares');
  });

  it('runs files that the image holds', () => {
    const files = [migrate.command, worker.command, mailer.command].map((command) => command?.[1] ?? '');
    files.push(/^CMD \["node", "(.+?)"\]$/m.exec(dockerfile)?.[1] ?? '');
    for (const file of files) {
      const source = file.replace(/^dist\//, '').replace(/\.js$/, '.ts');
      expect(() => readFileSync(join(projectRoot, source))).not.toThrow();
    }
  });

  const docker = spawnSync('docker', ['compose', 'version'], { encoding: 'utf8' });
  it.skipIf(docker.status !== 0)('is accepted by docker compose', () => {
    const checked = spawnSync('docker', ['compose', '-f', path, 'config', '--quiet'], {
      encoding: 'utf8',
      env: {
        ...process.env,
        POSTGRES_PASSWORD: 'p',
        LINK_SECRET: 'x'.repeat(32),
        PUBLIC_URL: 'https://ot.example',
      },
    });
    expect(checked.stderr).toBe('');
    expect(checked.status).toBe(0);
  });
});

describe('Dockerfile', () => {
  it('installs without running the scripts of packages, and leaves development packages out of the image', () => {
    const installs = dockerfile.match(/npm ci[^\n]*/g) ?? [];
    expect(installs).toHaveLength(2);
    for (const install of installs) expect(install).toContain('--ignore-scripts');
    expect(installs[1]).toContain('--omit=dev');
  });

  it('runs as a user without rights', () => {
    expect(dockerfile).toMatch(/^USER 10001:10001$/m);
    expect(dockerfile.indexOf('USER 10001')).toBeGreaterThan(dockerfile.lastIndexOf('RUN '));
  });
});
