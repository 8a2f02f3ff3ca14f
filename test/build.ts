import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../src/project-root.js';

/** Compiles the program where it changed, since process tests run the real artefact from dist. */
export function setup(): void {
  const { status } = spawnSync(process.execPath, [join(projectRoot, 'src', 'setup.mjs'), 'build'], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('The build failed: see above.');
}
