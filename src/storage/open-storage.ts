import type { Config } from '../config.js';
import { createDiskStorage } from './disk.js';
import type { Storage } from './storage.js';

/** The storage that the configuration names; the same for the API, which writes, and the workers, which read. */
export function openStorage(config: Config): Promise<Storage> {
  return createDiskStorage({ root: config.storageDir });
}
