import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

const entry = z.strictObject({
  erasureId: z.uuid(),
  records: z.array(z.uuid()).min(1),
  at: z.iso.datetime(),
});
export type LedgerEntry = z.output<typeof entry>;
/** As every line begins. */
const OPENING = '{"erasureId":"';

/**
 * Adds to the ledger, a file of one JSON object per line with ids alone. It is kept apart from the database and from its
 * backups, so that a restore cannot bring back who was erased. On disk once this resolves; twice the same is fine. Where a
 * crash or a full disk cut the last line short, a new one is begun.
 */
export async function appendToLedger(path: string, erased: LedgerEntry): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'a+', 0o600);
  try {
    const start = (await endsWhole(file)) ? '' : '\n';
    await file.write(`${start}${JSON.stringify(erased)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Whether whatever is there ends in a line feed. */
async function endsWhole(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const { buffer } = await file.read({ buffer: Buffer.alloc(1), position: size - 1 });
  return buffer.toString() === '\n';
}

/**
 * Everybody in the ledger. A line that a crash cut short is left out, wherever it stands: its erasure was not finished and
 * was owed in the database, so that a whole line of it was written later.
 *
 * @throws Error that names the first other line that cannot be read; the ledger is used whole or not at all.
 */
export async function readLedger(path: string): Promise<LedgerEntry[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  // What follows the last line feed: nothing, or a line that was cut short.
  lines.pop();
  return lines.flatMap((line, index) => {
    if (line === '' || isTorn(line)) return [];
    try {
      return [entry.parse(JSON.parse(line))];
    } catch (error) {
      throw new Error(`Line ${index + 1} of ${path} cannot be read.`, { cause: error });
    }
  });
}

/** The beginning of an entry and no more; anything else that cannot be read is a fault. */
function isTorn(line: string): boolean {
  return OPENING.startsWith(line.slice(0, OPENING.length)) && !line.endsWith('}');
}
