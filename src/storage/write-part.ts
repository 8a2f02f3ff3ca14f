import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { StorageFullError, TooLargeError } from './storage.js';

export const writeOnce = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/**
 * Writes a file that must not be there yet, and syncs it. What was written is gone when it throws.
 *
 * @throws TooLargeError after more than `limit` bytes; StorageFullError; whatever the source throws.
 */
export async function writePart(
  path: string,
  source: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<{ sha256: Buffer; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  let handle: FileHandle | null = null;
  try {
    handle = await open(path, writeOnce, 0o600);
    for await (const chunk of source) {
      size += chunk.byteLength;
      if (size > limit) throw new TooLargeError(`more than ${limit} bytes`);
      hash.update(chunk);
      await writeAll(handle, chunk);
    }
    await handle.sync();
    await handle.close();
    return { sha256: hash.digest(), size };
  } catch (error) {
    await handle?.close().catch(() => undefined);
    await rm(path, { force: true });
    if (hasCode(error, 'ENOSPC') || hasCode(error, 'EDQUOT')) {
      throw new StorageFullError('the disk is full', { cause: error });
    }
    throw error;
  }
}

/** One write call may take only part of the chunk. */
async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  let done = 0;
  while (done < chunk.byteLength) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.byteLength - done);
    done += bytesWritten;
  }
}

export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder as a file; its journal orders the rename by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  await handle.sync().finally(() => handle.close());
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
