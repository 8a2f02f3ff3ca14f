import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SweepOptions, SweepReport } from './storage.js';

/**
 * Walks the root and removes unfinished parts and documents that nothing refers to. Young files are left alone: their
 * upload may still be on its way to its row.
 */
export async function sweepDisk(
  root: string,
  keyShape: RegExp,
  { partsOlderThanMs, objectsOlderThanMs, isKept }: SweepOptions,
): Promise<SweepReport> {
  const now = Date.now();
  const report = { parts: 0, objects: 0 };
  for (const folder of await foldersUnder(root)) {
    const old: string[] = [];
    for (const name of await readdir(join(root, folder))) {
      const path = join(root, folder, name);
      const age = now - ((await stat(path).catch(() => null))?.mtimeMs ?? now);
      if (name.endsWith('.part')) {
        if (age < partsOlderThanMs) continue;
        await rm(path, { force: true });
        report.parts += 1;
      } else if (keyShape.test(`${folder}/${name}`) && age >= objectsOlderThanMs) {
        old.push(`${folder}/${name}`);
      }
    }
    const kept = old.length > 0 ? await isKept(old) : new Set<string>();
    for (const key of old) {
      if (kept.has(key)) continue;
      await rm(join(root, key), { force: true });
      report.objects += 1;
    }
  }
  return report;
}

/** `YYYY/MM` folders. */
async function foldersUnder(root: string): Promise<string[]> {
  const folders: string[] = [];
  for (const year of await readdir(root)) {
    if (!/^\d{4}$/.test(year)) continue;
    for (const month of await readdir(join(root, year))) {
      if (/^\d{2}$/.test(month)) folders.push(`${year}/${month}`);
    }
  }
  return folders;
}
