import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readTaxonomy, TAXONOMY_DATA, type Taxonomy } from './load-taxonomy.js';

/**
 * The taxonomy as it stood at a commit, branch or tag of a repository. Its data are read by the program of today.
 *
 * @throws Error when git knows no such state, or the data of then do not fit the schema of today.
 */
export function taxonomyAt(repository: string, ref: string): Taxonomy {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const folder = mkdtempSync(join(tmpdir(), 'ot-match-taxonomy-'));
  try {
    const commit = git('rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`).trim();
    const names = git('ls-tree', '--name-only', commit, `${TAXONOMY_DATA}/`).split('\n').filter(Boolean);
    for (const name of names) writeFileSync(join(folder, basename(name)), git('show', `${commit}:${name}`));
    return readTaxonomy(folder);
  } catch (cause) {
    throw new Error(`There is no readable taxonomy at ${ref}.`, { cause });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
