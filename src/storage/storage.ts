import type { Readable } from 'node:stream';
import { v7 as uuidv7 } from 'uuid';

/** `YYYY/MM/<uuid v7>`: the only shape a key may have, so no key can point outside the storage. */
export const STORAGE_KEY = /^\d{4}\/\d{2}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function newStorageKey(): string {
  const now = new Date();
  const month = String(now.getUTCMonth() + 1).padStart(2, '0');
  return `${now.getUTCFullYear()}/${month}/${uuidv7()}`;
}

/** Where documents are kept. Keys are made here, never from a client's file name. */
export interface Storage {
  /**
   * Takes in a document while hashing it. Nothing can be read under the key until `commit`.
   *
   * @throws TooLargeError after more than `limit` bytes; StorageFullError; and whatever the source throws. The bytes
   * written so far are gone when it throws.
   *
   * @param key default: a new one.
   */
  put(source: AsyncIterable<Uint8Array>, limit: number, key?: string): Promise<StoredPart>;
  /** @throws ObjectMissingError */
  read(key: string): Promise<StoredObject>;
  /** Removing what is not there is fine. */
  remove(key: string): Promise<void>;
  /**
   * Makes an empty folder that nobody else may look into, for what one request puts down while it is worked on. Whoever asks
   * for it removes it; after a crash `sweep` does.
   *
   * @returns its path. @throws StorageFullError
   */
  makeWorkFolder(): Promise<string>;
  /** Removes what crashes left behind. See SweepOptions. */
  sweep(options: SweepOptions): Promise<SweepReport>;
  /** Writes and removes a few bytes. @throws when that fails; StorageFullError when uploads would be refused. */
  probe(): Promise<void>;
  /** Bytes that may still be written; null where the storage has no such notion. */
  freeBytes(): Promise<number | null>;
}

/** A document that is safely written but not yet visible. Exactly one of `commit` and `discard` must follow. */
export interface StoredPart {
  readonly key: string;
  /** Of the bytes as written. */
  readonly sha256: Buffer;
  /** Bytes. */
  readonly size: number;
  /** Makes the document readable under its key; it survives a power cut once this resolves. */
  commit(): Promise<void>;
  discard(): Promise<void>;
}

export interface StoredObject {
  /** Bytes. */
  readonly size: number;
  readonly stream: Readable;
}

export interface SweepOptions {
  /** Unfinished uploads, and work folders, in which nothing has grown for this long. */
  readonly partsOlderThanMs: number;
  /** Documents of this age that `isKept` does not claim. */
  readonly objectsOlderThanMs: number;
  /** Which of these keys belong to something. */
  readonly isKept: (keys: readonly string[]) => Promise<ReadonlySet<string>>;
}

export interface SweepReport {
  /** Unfinished uploads and work folders. */
  readonly parts: number;
  readonly objects: number;
}

export class TooLargeError extends Error {}
export class StorageFullError extends Error {}
export class ObjectMissingError extends Error {}

/** The whole document in memory: for the reader of documents, which takes bytes. @throws ObjectMissingError */
export async function readBytes(storage: Storage, key: string): Promise<Uint8Array> {
  const { stream } = await storage.read(key);
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

/** The same; null where it is not there. */
export async function readIfStored(storage: Storage, key: string): Promise<Uint8Array | null> {
  try {
    return await readBytes(storage, key);
  } catch (error) {
    if (error instanceof ObjectMissingError) return null;
    throw error;
  }
}
