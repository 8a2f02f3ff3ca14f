import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer } from '../src/database/embedded-server.js';
import { migrate, migrationsFolder } from '../src/database/migrate.js';
import { schemaDrift } from './schema-drift.js';

/**
 * `npm run migration -- NAME`: writes the migration that takes the database from where the migrations end to
 * schema.prisma, for a person to read, complete by hand and commit. Works on a scratch server of its own.
 */
const name = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Usage: npm run migration -- NAME (lower case letters, digits and _)');
  process.exit(1);
}
const dataDir = mkdtempSync(join(tmpdir(), 'ot-match-migration-'));
const server = await startEmbeddedServer({ dataDir });
try {
  await migrate(server.url);
  const sql = await schemaDrift(server.url);
  if (sql === '') {
    console.log('The migrations lead to schema.prisma already: there is nothing to write.');
  } else {
    const id = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`;
    mkdirSync(join(migrationsFolder, id));
    writeFileSync(join(migrationsFolder, id, 'migration.sql'), sql);
    console.log(`Written: prisma/migrations/${id}/migration.sql`);
  }
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
