import type { Config } from '../config.js';
import { createDiskStorage } from './disk.js';
import { encryptedStorage } from './encryption/encrypted-storage.js';
import type { Storage } from './storage.js';

/** The storage that the configuration names; the same for the API, which writes, and the workers, which read. */
export async function openStorage(config: Pick<Config, 'storageDir' | 'storageKeys'>): Promise<Storage> {
  return encryptedStorage(await createDiskStorage({ root: config.storageDir }), config.storageKeys);
}
