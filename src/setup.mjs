/**
 * The door of every `npm run`: makes a fresh clone ready (packages, Prisma client, compiled program), each only when
 * what it is made from has changed, and then runs the command in this same process, so that signals and exit codes
 * are the command's own. Plain JavaScript on Node alone, since it runs before anything is installed.
 *
 * Usage: node src/setup.mjs COMMAND [ARGUMENTS]
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampsFile = join(root, 'node_modules', '.ot-match-setup.json');
const lockFolder = join(root, 'dist', '.setup-lock');

/** File that a command runs, and the arguments that go before the caller's. */
const commands = {
  start: ['dist/src/start.js'],
  demo: ['dist/prisma/demo.js'],
  screenshots: ['dist/prisma/screenshots.js'],
  test: ['node_modules/vitest/vitest.mjs', 'run'],
  eval: ['dist/test/evaluation/run.js'],
  'eval:adverts': ['dist/test/evaluation/adverts/run.js'],
  fairness: ['dist/src/fairness/fairness-command.js'],
  'eval:concepts': ['dist/test/evaluation/concepts/run.js'],
  'docs:figures': ['dist/src/fairness/documents/write-command.js'],
  'docs:taxonomy': ['dist/src/taxonomy/page-command.js'],
  'taxonomy:background': ['dist/test/evaluation/background/run.js'],
  'taxonomy:changes': ['dist/src/cvs/taxonomy-changes/changes-command.js'],
  'eval:reading': ['dist/test/evaluation/reading/run.js'],
  bench: ['dist/test/bench/run.js'],
  migrate: ['dist/src/database/migrate-command.js'],
  migration: ['dist/prisma/write-migration.js'],
  'staff:link': ['dist/src/staff/password-link-command.js'],
  'audit:verify': ['dist/src/audit/verify-command.js'],
  'privacy:replay-erasures': ['dist/src/privacy/replay-command.js'],
  'privacy:retention': ['dist/src/privacy/retention-command.js'],
  'storage:rotate-keys': ['dist/src/privacy/rotate-keys-command.js'],
  'places:import': ['dist/src/places/import-command.js'],
  generate: [],
  build: [],
};

const [command = '', ...args] = process.argv.slice(2);
if (!(command in commands)) fail(`Usage: node src/setup.mjs ${Object.keys(commands).join(' | ')}`);
checkNode();
process.chdir(root);
oneAtATime(() => {
  install();
  generate();
  if (command !== 'generate') build();
});
const [file, ...firstArgs] = commands[command];
if (file) {
  const path = join(root, file);
  process.argv = [process.argv[0], path, ...firstArgs, ...args];
  await import(pathToFileURL(path).href);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  if (!fits) {
    fail(
      `OT Match needs Node.js 20.19 or later, 22.12 or later, or 24; this is ${process.versions.node}. See https://nodejs.org.`,
    );
  }
}

/** npm's own record of what is installed decides where our stamp does not know, e.g. after `npm ci` by hand. */
function install() {
  const lockHash = hashOf([readFileSync('package-lock.json')]);
  if (stamps().lock === lockHash) return;
  if (!isInstalled()) {
    say('Installing packages (once) …');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const options = ['--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    run(npm, ['ci', ...options], {
      shell: process.platform === 'win32',
      hint: 'The packages could not be installed: the lines above say why. Is the package registry reachable?',
    });
  }
  stamp({ lock: lockHash });
}

function isInstalled() {
  const hidden = join('node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

/** Prisma 7 looks for a schema engine to download before every command; `generate` does not use it. */
function generate() {
  const prisma = join('node_modules', 'prisma');
  const schemaHash = hashOf([
    readFileSync('prisma/schema.prisma'),
    readFileSync(join(prisma, 'package.json')),
  ]);
  const client = join('src', 'database', 'generated', 'client.ts');
  if (stamps().schema === schemaHash && existsSync(client)) return;
  say('Generating the database client …');
  run(process.execPath, [join(prisma, 'build', 'index.js'), 'generate', '--no-hints'], {
    env: {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
    quiet: true,
    hint: 'The database client could not be generated from prisma/schema.prisma.',
  });
  stamp({ schema: schemaHash });
}

/** Compiles without checking types: `npm run typecheck` does that, and running must not wait for it. */
function build() {
  const sources = ['src', 'workers', 'prisma', 'test/evaluation', 'test/bench'].flatMap(filesBelow);
  const sourcesHash = hashOf(
    [...sources, 'tsconfig.json', 'tsconfig.build.json'].map((path) => {
      const { mtimeMs, size } = statSync(path);
      return `${path} ${mtimeMs} ${size}\n`;
    }),
  );
  if (stamps().sources === sourcesHash && existsSync(join('dist', 'src', 'start.js'))) return;
  say('Compiling …');
  run(
    process.execPath,
    [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json', '--noCheck'],
    {
      hint: 'The program could not be compiled.',
    },
  );
  stamp({ sources: sourcesHash });
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith('.ts'))
    .sort();
}

/** Two commands started together must not install or compile into the same folders at once. */
function oneAtATime(work) {
  mkdirSync(dirname(lockFolder), { recursive: true });
  while (!takeLock()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  process.on('exit', releaseLock);
  work();
  releaseLock();
  process.off('exit', releaseLock);
}

function takeLock() {
  try {
    mkdirSync(lockFolder);
    writeFileSync(join(lockFolder, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isLockHeld()) releaseLock();
    return false;
  }
}

/** Its holder may have been killed. Without a pid it was taken this very moment, unless it has stood like that. */
function isLockHeld() {
  try {
    const pid = Number(readFileSync(join(lockFolder, 'pid'), 'utf8'));
    if (pid > 0) return process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    if (error.code === 'EPERM') return true;
    return existsSync(lockFolder) && Date.now() - statSync(lockFolder).mtimeMs < 5_000;
  }
}

function releaseLock() {
  rmSync(lockFolder, { recursive: true, force: true });
}

function run(program, programArgs, { env = {}, shell = false, quiet = false, hint }) {
  const { status, error, stdout, stderr } = spawnSync(program, programArgs, {
    cwd: root,
    shell,
    // eslint-disable-next-line no-restricted-properties -- handed on to npm and Prisma; nothing is read from it here
    env: { ...process.env, ...env },
    stdio: quiet ? 'pipe' : ['ignore', 'inherit', 'inherit'],
    encoding: 'utf8',
  });
  if (status === 0) return;
  if (quiet) console.error(stdout, stderr);
  fail(error ? `${hint} (${error.message})` : hint, status ?? 1);
}

function stamps() {
  return existsSync(stampsFile) ? JSON.parse(readFileSync(stampsFile, 'utf8')) : {};
}

function stamp(changes) {
  writeFileSync(stampsFile, JSON.stringify({ ...stamps(), ...changes }));
}

function hashOf(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function say(text) {
  console.error(text);
}

function fail(text, code = 1) {
  console.error(text);
  process.exit(code);
}
