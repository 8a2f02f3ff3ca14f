import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from '../src/project-root.js';
import { catalogConnection } from './catalog-connection.js';

/**
 * SQL that would take a database from where it is to schema.prisma, empty when they agree: what
 * `prisma migrate diff --from-url --to-schema --script` says, by the same engine as WebAssembly, so that no engine has to
 * be downloaded. Sequences, triggers, functions and CHECKs that migrations add by hand are outside its sight.
 *
 * @throws Error with the engine's reason, e.g. for a faulty schema.
 */
export async function schemaDrift(url: string): Promise<string> {
  loadEngine();
  const schema = join(projectRoot, 'prisma', 'schema.prisma');
  const files = [{ path: schema, content: readFileSync(schema, 'utf8') }];
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const connection = bindMigrationAwareSqlAdapterFactory(catalogConnection(client));
    const session = await engine.SchemaEngine.new(
      { datamodels: files.map(({ path, content }): [string, string] => [path, content]) },
      () => undefined,
      connection,
    );
    const { exitCode, stdout } = await session.diff({
      from: { tag: 'schemaDatasource', files, configDir: projectRoot },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    session.free();
    return exitCode === 0 ? '' : (stdout ?? '');
  } finally {
    await client.end();
  }
}

/** The part of WebAssembly's interface that is used here; its types come with the browser's alone. */
interface WasmRuntime {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { exports: Record<string, unknown> };
}

let loaded = false;

/** By hand, since Node 20 cannot import a .wasm module. */
function loadEngine(): void {
  if (loaded) return;
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const { WebAssembly: wasm } = globalThis as typeof globalThis & { WebAssembly: WasmRuntime };
  const module = new wasm.Module(readFileSync(script.replace(/\.js$/, '.wasm')));
  const instance = new wasm.Instance(module, { './schema_engine_bg.js': engine });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  loaded = true;
}
