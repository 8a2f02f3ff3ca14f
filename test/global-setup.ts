import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedServer } from '../src/database/embedded-server.js';
import { prepareDatabase } from '../src/database/prepare-database.js';
import { setup as build } from './build.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Leads to the server's maintenance database; test databases are copies of `templateDatabase`. */
    serverUrl: string;
    templateDatabase: string;
  }
}

interface Shared {
  users: number;
  server: Promise<{ url: string; template: string; stop: () => Promise<void> }>;
}

/** Lanes load this module one by one, in the same process: they share one server. */
const registry = globalThis as typeof globalThis & { otMatchTestServer?: Shared };

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  registry.otMatchTestServer ??= { users: 0, server: startServer() };
  const shared = registry.otMatchTestServer;
  shared.users += 1;
  const { url, template, stop } = await shared.server;
  project.provide('serverUrl', url);
  project.provide('templateDatabase', template);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete registry.otMatchTestServer;
    await stop();
  };
}

async function startServer(): Promise<Awaited<Shared['server']>> {
  build();
  const dataDir = mkdtempSync(join(tmpdir(), 'ot-match-test-'));
  const template = `template_${randomUUID().slice(0, 8)}`;
  const server = await startEmbeddedServer({
    dataDir,
    database: template,
    // Nobody needs these rows after a power cut.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  });
  await prepareDatabase(server.url);
  const url = new URL(server.url);
  url.pathname = '/postgres';
  await forbidConnections(url.href, template);
  return {
    url: url.href,
    template,
    async stop() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A template can be copied only while nobody is connected to it. */
async function forbidConnections(url: string, template: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`ALTER DATABASE ${pg.escapeIdentifier(template)} ALLOW_CONNECTIONS false`);
  await client.end();
}
