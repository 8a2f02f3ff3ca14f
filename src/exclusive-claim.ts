import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { livingProcess, processName } from './process-name.js';

/** A right that one living process of this machine can hold; it ends with the process, whatever ends that. */
export interface Claim {
  /** Replaces the text that others read. */
  describe(text: string): void;
  release(): void;
}

export interface Holder {
  readonly pid: number;
  readonly text: string;
}

interface Entry {
  readonly number: number;
  /** Name of the process that wrote it, empty once it has let go. */
  readonly process: string;
  readonly text: string;
}

/**
 * Claims `name` in a folder, unless a living process holds it: then that one is returned. Of any number of processes
 * that try at once one succeeds.
 *
 * Claims are numbered files, and the highest number counts. Whoever finds its process dead, or gone on, makes the file
 * with the next number, which the file system lets one process do. The file that counts is never removed, so numbers
 * only grow, and nobody can act on an old view: its number is taken, or is no longer the highest.
 */
export function takeClaim(folder: string, name: string, text = ''): Claim | Holder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const self = processName(process.pid) ?? '';
  for (;;) {
    const entries = readEntries(folder, name);
    const last = entries.at(-1);
    const holder = last ? holderOf(last) : null;
    if (holder) return holder;
    const number = (last?.number ?? 0) + 1;
    const file = fileOf(folder, name, number);
    if (!writeNew(file, contentOf(self, text))) continue;
    if (readEntries(folder, name).at(-1)?.number !== number) {
      rmSync(file);
      continue;
    }
    for (const old of entries) rmSync(fileOf(folder, name, old.number), { force: true });
    return {
      describe: (newText) => replace(file, contentOf(self, newText)),
      release: () => replace(file, contentOf('', '')),
    };
  }
}

/** The living process that holds the claim, if any. */
export function claimHolder(folder: string, name: string): Holder | null {
  const last = readEntries(folder, name).at(-1);
  return last ? holderOf(last) : null;
}

export function isClaim(result: Claim | Holder): result is Claim {
  return 'release' in result;
}

function holderOf(entry: Entry): Holder | null {
  const pid = livingProcess(entry.process);
  return pid === null ? null : { pid, text: entry.text };
}

const fileOf = (folder: string, name: string, number: number): string => join(folder, `${name}.${number}`);
const contentOf = (self: string, text: string): string => `${self}\n${text}`;

function readEntries(folder: string, name: string): Entry[] {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files
    .map((file) => Number(file.startsWith(`${name}.`) ? file.slice(name.length + 1) : Number.NaN))
    .filter((number) => Number.isInteger(number) && number > 0)
    .sort((a, b) => a - b)
    .map((number) => {
      const [owner = '', ...text] = (readIfThere(fileOf(folder, name, number)) ?? '').split('\n');
      return { number, process: owner, text: text.join('\n') };
    });
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  }
}

/** The file appears whole, so that nobody takes a half-written one for a dead process's. */
function writeNew(file: string, content: string): boolean {
  const draft = `${file}-${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function replace(file: string, content: string): void {
  const draft = `${file}-${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, file);
}
