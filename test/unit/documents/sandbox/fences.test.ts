import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  capMemory,
  fenceCommand,
  probeFences,
  type Fences,
} from '../../../../src/documents/sandbox/fences.js';
import { launchSandboxed } from '../../../../src/documents/sandbox/launch.js';

const ATTEMPTS = fileURLToPath(new URL('../../../fixtures/documents/attempts.mjs', import.meta.url));
const server = createServer((socket) => socket.destroy());
let connections = 0;
let fences: Fences;
let attempts: Record<string, unknown>;

beforeAll(async () => {
  fences = await probeFences();
  server.on('connection', () => (connections += 1)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const child = await launchSandboxed({ memoryMb: 512, cpuSeconds: 60, program: ATTEMPTS });
  // Its first word says that it has started: only then can its memory be capped.
  await once(child.stdout, 'readable');
  await capMemory(child.pid ?? 0, 256 * 1024 * 1024);
  child.stdin.end(String((server.address() as AddressInfo).port));
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const report = output.split('\n')[1] ?? '';
  if (report === '') throw new Error(`the attempts did not run: ${errors}`);
  attempts = JSON.parse(report) as Record<string, unknown>;
});
afterAll(() => server.close());

describe('a program in the sandbox', () => {
  it('has an empty environment, whatever secrets its parent has', () => {
    expect(attempts['environment']).toBe(0);
  });

  it('runs no text as code and loads no native code', () => {
    expect(attempts['evaluate']).toBe('EvalError');
    expect(attempts['loadNativeCode']).not.toBe('allowed');
  });

  it('reaches no file but its code, no program and no thread', ({ skip }) => {
    skip(fences.permission === null, 'this Node has no permission model');
    expect(attempts).toMatchObject({
      readOwnCode: 'allowed',
      readPasswords: 'ERR_ACCESS_DENIED',
      listFolder: 'ERR_ACCESS_DENIED',
      writeFile: 'ERR_ACCESS_DENIED',
      runProgram: 'ERR_ACCESS_DENIED',
      startThread: 'ERR_ACCESS_DENIED',
    });
  });

  it('gets no more memory than it is allowed', ({ skip }) => {
    skip(!fences.limits, 'this machine has no prlimit');
    expect(attempts['allocateGigabyte']).not.toBe('allowed');
  });

  it('reaches no network', ({ skip }) => {
    skip(!fences.network, 'this machine has no network namespaces for ordinary users');
    expect(attempts['connect']).not.toBe('allowed');
    expect(connections).toBe(0);
  });
});

describe('the command that puts up fences', () => {
  it('is empty where the machine offers none', () => {
    expect(fenceCommand({ limits: false, network: false, parentDeath: false, permission: null })).toEqual([]);
  });

  it('states the limits of processor time, files and dumps', ({ skip }) => {
    skip(!fences.limits, 'this machine has no prlimit');
    const command = fenceCommand({ ...fences, network: false, parentDeath: false }, 7);
    expect(command.slice(1)).toEqual(['--cpu=7:12', '--fsize=0', '--nofile=64', '--core=0']);
  });
});
