import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../../project-root.js';
import { fenceCommand, probeFences } from './fences.js';
import { stepBack } from './step-back.js';

export type SandboxedProcess = ChildProcessByStdio<Writable, Readable, Readable>;

export interface LaunchOptions {
  readonly memoryMb: number;
  /** Processor time that the process may use in its whole life. */
  readonly cpuSeconds: number;
  /** Time that one document may take for recognising text in pictures; 0, or absent: none is recognised. */
  readonly recognitionMs?: number;
  /** Somebody waits for its answer: it goes as fast as its owner. */
  readonly waitedFor?: boolean;
  /** Compiled program to run; the reader of documents unless a test says otherwise. */
  readonly program?: string;
}

/** The program that reads documents. */
const READER = 'sandbox/child.js';

/**
 * Starts a program behind every fence that this machine offers: limited processor time, no network, no files but its own
 * code, no processes, no threads, no native code, an empty environment. `capMemory` is for when it has started.
 *
 * @throws Error when the program is not built.
 */
export async function launchSandboxed(options: LaunchOptions): Promise<SandboxedProcess> {
  const program = options.program ?? compiledProgram(READER);
  const fences = await probeFences();
  const node = [
    process.execPath,
    ...(fences.permission
      ? [fences.permission, ...readable(program).map((path) => `--allow-fs-read=${path}`)]
      : []),
    // Half of the memory: buffers of inflated streams lie outside this heap.
    `--max-old-space-size=${Math.floor(options.memoryMb / 2)}`,
    // Helpers that compile and collect garbage beside the parser cost a third more processor time and 30 MB for a CV.
    '--single-threaded',
    '--no-addons',
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    program,
    String(options.recognitionMs ?? 0),
  ];
  const [file = process.execPath, ...args] = [...fenceCommand(fences, options.cpuSeconds), ...node];
  const child = spawn(file, args, {
    env: {},
    cwd: projectRoot,
    windowsHide: true,
    // A session of its own, for `stepBack`.
    detached: process.platform === 'linux',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined && options.waitedFor !== true) stepBack(child.pid);
  return child;
}

/**
 * A program of the folder of documents: beside this file when compiled; from source, what the last build left, since
 * processes run compiled code.
 *
 * @param path From the folder of documents.
 * @throws Error when it is not built.
 */
export function compiledProgram(path: string): string {
  const beside = fileURLToPath(new URL(`../${path}`, import.meta.url));
  if (existsSync(beside)) return beside;
  const built = join(projectRoot, 'dist/src/documents', path);
  if (existsSync(built)) return built;
  throw new Error(`The document reader is not built: ${built} is missing. Run "npm run build".`);
}

/** The program's own folder tree, the packages it imports, and the package.json that says how to load them. */
function readable(program: string): string[] {
  const packages = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), '..');
  const folder = dirname(dirname(program));
  const code = basename(folder) === 'documents' ? folder : program;
  return [code, packages, join(projectRoot, 'package.json')];
}
