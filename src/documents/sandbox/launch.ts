import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../../project-root.js';
import { fenceCommand, probeFences } from './fences.js';

export type SandboxedProcess = ChildProcessByStdio<Writable, Readable, Readable>;

export interface LaunchOptions {
  readonly memoryMb: number;
  /** Processor time that the process may use in its whole life. */
  readonly cpuSeconds: number;
  /** Compiled program to run; the reader of documents unless a test says otherwise. */
  readonly program?: string;
}

/**
 * Starts a program behind every fence that this machine offers: limited processor time, no network, no files but its own
 * code, no processes, no threads, no native code, an empty environment. `capMemory` is for when it has started.
 *
 * @throws Error when the program is not built.
 */
export async function launchSandboxed(options: LaunchOptions): Promise<SandboxedProcess> {
  const program = options.program ?? compiledChild();
  const fences = await probeFences();
  const node = [
    process.execPath,
    ...(fences.permission
      ? [fences.permission, ...readable(program).map((path) => `--allow-fs-read=${path}`)]
      : []),
    // Half of the memory: buffers of inflated streams lie outside this heap.
    `--max-old-space-size=${Math.floor(options.memoryMb / 2)}`,
    '--no-addons',
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    program,
  ];
  const [file = process.execPath, ...args] = [...fenceCommand(fences, options.cpuSeconds), ...node];
  return spawn(file, args, { env: {}, cwd: projectRoot, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
}

/** This file's neighbour when compiled; from source, what the last build left, since processes run compiled code. */
function compiledChild(): string {
  const beside = fileURLToPath(new URL('./child.js', import.meta.url));
  if (existsSync(beside)) return beside;
  const built = join(projectRoot, 'dist/src/documents/sandbox/child.js');
  if (existsSync(built)) return built;
  throw new Error(`The document reader is not built: ${built} is missing. Run "npm run build".`);
}

/** The program's own folder tree, the packages it imports, and the package.json that says how to load them. */
function readable(program: string): string[] {
  const packages = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), '..');
  const code = program.endsWith(join('documents', 'sandbox', 'child.js'))
    ? dirname(dirname(program))
    : program;
  return [code, packages, join(projectRoot, 'package.json')];
}
