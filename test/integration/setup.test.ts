import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentWith } from '../../src/config.js';
import { projectRoot } from '../../src/project-root.js';
import { killStarted, startProcess } from '../fixtures/processes.js';

let project: string;

/**
 * A project in small, with the real setup.mjs and stand-ins for npm, Prisma and TypeScript that write down that they
 * ran.
 */
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'setup-'));
  write('package.json', '{ "type": "module" }');
  write(
    'package-lock.json',
    JSON.stringify({ packages: { '': {}, 'node_modules/prisma': { version: '1.0.0' } } }),
  );
  write('prisma/schema.prisma', 'model A {}');
  write('src/start.ts', '');
  for (const file of ['tsconfig.json', 'tsconfig.build.json']) write(file, '{}');
  cpSync(join(projectRoot, 'src', 'setup.mjs'), join(project, 'src', 'setup.mjs'));

  write(
    'bin/npm',
    '#!/bin/sh\necho "npm $1" >>ran\ntest ! -e offline || exit 5\nmkdir -p node_modules && cp -R packages/. node_modules',
  );
  chmodSync(join(project, 'bin', 'npm'), 0o755);
  write('packages/prisma/package.json', '{}');
  write('packages/prisma/build/index.js', standIn('prisma generate', 'src/database/generated/client.ts', ''));
  write('packages/typescript/package.json', '{}');
  write('packages/typescript/bin/tsc', standIn('tsc', 'dist/src/start.js', program));
});
afterEach(() => {
  killStarted();
  rmSync(project, { recursive: true });
});

/** What is compiled: ends with the exit code of its first argument, or waits for a signal. */
const program = `
  const [first = '0'] = process.argv.slice(2);
  process.on('SIGTERM', () => process.exit(9));
  console.log('RUNS', process.argv.slice(2).join());
  if (first === 'wait') setInterval(() => undefined, 1_000_000);
  else process.exitCode = Number(first);
`;

function standIn(name: string, makes: string, content: string): string {
  return `
    const fs = require('node:fs');
    fs.appendFileSync('ran', ${JSON.stringify(`${name}\n`)});
    fs.mkdirSync(require('node:path').dirname(${JSON.stringify(makes)}), { recursive: true });
    fs.writeFileSync(${JSON.stringify(makes)}, ${JSON.stringify(content)});
  `;
}

function write(file: string, content: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), content);
}

function setup(...args: string[]) {
  const path = [join(project, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
  return startProcess(process.execPath, [join(project, 'src', 'setup.mjs'), ...args], {
    cwd: tmpdir(),
    env: environmentWith({ PATH: path }),
  });
}

/** What ran since the last call. */
function ran(): string[] {
  const file = join(project, 'ran');
  try {
    return readFileSync(file, 'utf8').trim().split('\n');
  } catch {
    return [];
  } finally {
    rmSync(file, { force: true });
  }
}

async function startOnce(): Promise<string[]> {
  expect(await setup('start').ended).toBe(0);
  return ran();
}

describe('a command on a fresh clone', () => {
  it('installs, generates and compiles, and the second time nothing of it', async () => {
    expect(await startOnce()).toEqual(['npm ci', 'prisma generate', 'tsc']);
    expect(await startOnce()).toEqual([]);
  });

  it('does again what a change calls for, and only that', async () => {
    await startOnce();
    write('src/start.ts', 'export {};');
    expect(await startOnce()).toEqual(['tsc']);
    utimesSync(join(project, 'src', 'start.ts'), new Date(), new Date());
    expect(await startOnce()).toEqual(['tsc']);
    write('prisma/schema.prisma', 'model B {}');
    expect(await startOnce()).toContain('prisma generate');
    expect(ran()).not.toContain('npm ci');
    write('package-lock.json', JSON.stringify({ packages: { 'node_modules/prisma': { version: '2.0.0' } } }));
    expect(await startOnce()).toContain('npm ci');
  });

  it('takes packages that were installed by hand as they are', async () => {
    await startOnce();
    rmSync(join(project, 'node_modules', '.ot-match-setup.json'));
    cpSync(join(project, 'package-lock.json'), join(project, 'node_modules', '.package-lock.json'));
    expect(await startOnce()).not.toContain('npm ci');
  });

  it('is prepared once by two that start at the same moment', async () => {
    const both = [setup('start'), setup('start')];
    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
    expect(ran()).toEqual(['npm ci', 'prisma generate', 'tsc']);
  });

  it('goes on after a preparation that was killed', async () => {
    write('dist/.setup-lock/pid', '4194304');
    expect(await startOnce()).toContain('npm ci');
  });
});

describe('a command', () => {
  it('gets its arguments, the signals, and gives its exit code', async () => {
    const one = setup('start', '7', '--flag');
    expect(await one.ended).toBe(7);
    expect(one.output()).toContain('RUNS 7,--flag');
    const waiting = setup('start', 'wait');
    await waiting.says(/RUNS/);
    waiting.child.kill('SIGTERM');
    expect(await waiting.ended).toBe(9);
  });

  it('says in a sentence that packages cannot be installed', async () => {
    write('offline', '');
    const one = setup('start');
    expect(await one.ended).toBe(5);
    expect(one.output()).toContain('The packages could not be installed');
    rmSync(join(project, 'offline'));
    ran();
    expect(await startOnce()).toContain('npm ci');
  });

  it('says in a sentence that Node.js is too old', async () => {
    write(
      'old.mjs',
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });`,
    );
    const args = ['--import', join(project, 'old.mjs'), join(project, 'src', 'setup.mjs'), 'start'];
    const one = startProcess(process.execPath, args);
    expect(await one.ended).toBe(1);
    expect(one.output()).toContain('needs Node.js 20.19 or later');
    expect(ran()).toEqual([]);
  });

  it('that does not exist is named with those that do', async () => {
    const one = setup('fly');
    expect(await one.ended).toBe(1);
    expect(one.output()).toMatch(/start.*demo.*test/);
  });
});
