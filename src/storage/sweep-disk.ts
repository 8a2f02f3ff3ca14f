import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SweepOptions, SweepReport } from './storage.js';

/** Below the root: folders of requests that are worked on. */
export const WORK_FOLDER = '.work';

/**
 * Walks the root and removes unfinished parts, work folders and documents that nothing refers to. Young files are left
 * alone: their upload may still be on its way to its row.
 */
export async function sweepDisk(
  root: string,
  keyShape: RegExp,
  { partsOlderThanMs, objectsOlderThanMs, isKept }: SweepOptions,
): Promise<SweepReport> {
  const now = Date.now();
  const report = {
    parts: await sweepWorkFolders(join(root, WORK_FOLDER), now - partsOlderThanMs),
    objects: 0,
  };
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

/** @param before milliseconds since the epoch. @returns how many were removed. */
async function sweepWorkFolders(parent: string, before: number): Promise<number> {
  let removed = 0;
  for (const name of await readdir(parent).catch(() => [])) {
    const folder = join(parent, name);
    if ((await lastChange(folder)) > before) continue;
    await rm(folder, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

/** Of the folder and the files in it: a file that grows does not touch its folder. Infinity: some of it is gone by now, so its request is at work. */
async function lastChange(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const paths = [folder, ...names.map((name) => join(folder, name))];
  const times = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => Infinity,
      ),
    ),
  );
  return Math.max(...times);
}

/** `YYYY/MM` folders. */
export async function foldersUnder(root: string): Promise<string[]> {
  const folders: string[] = [];
  for (const year of await readdir(root)) {
    if (!/^\d{4}$/.test(year)) continue;
    for (const month of await readdir(join(root, year))) {
      if (/^\d{2}$/.test(month)) folders.push(`${year}/${month}`);
    }
  }
  return folders;
}
