import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Published designs for JSON Resume (jsonresume.org), drawn by strangers for real CVs; versions fixed. */
export const THEMES: Readonly<Record<string, string>> = {
  caffeine: '1.2.3',
  class: '0.1.2',
  elegant: '1.16.1',
  eloquent: '5.0.0',
  even: '0.26.1',
  flat: '0.3.7',
  kendall: '0.2.0',
  macchiato: '1.1.0',
  mantra: '0.3.1',
  onepage: '0.0.3',
  paper: '0.5.0',
  short: '0.1.7',
  spartan: '0.3.0',
  stackoverflow: '3.3.0',
};

/** Imports from inside the folder, where the themes' names mean something. */
const LOADER = 'load.mjs';

/** Installs the themes, scripts off, into a folder of their own: they are measured with and belong to no product. */
export function installThemes(folder: string): void {
  const stamp = join(folder, 'installed.json');
  const pinned = JSON.stringify(THEMES);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === pinned) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  const packages = Object.entries(THEMES).map(([name, version]) => `jsonresume-theme-${name}@${version}`);
  execFileSync(
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--legacy-peer-deps',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      ...packages,
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  writeFileSync(join(folder, LOADER), 'export const load = (name) => import(name);\n');
  writeFileSync(stamp, pinned);
}

interface Theme {
  readonly render?: (resume: unknown) => string | Promise<string>;
  readonly default?: { readonly render?: Theme['render'] };
}

/** The CV as the theme's HTML page. Themes read their files from the working directory as often as not. */
export async function renderTheme(folder: string, name: string, resume: unknown): Promise<string> {
  const { load } = (await import(pathToFileURL(join(folder, LOADER)).href)) as {
    load: (name: string) => Promise<Theme>;
  };
  const theme = await load(`jsonresume-theme-${name}`);
  const render = theme.render ?? theme.default?.render;
  if (render === undefined) throw new Error(`the theme ${name} has no render function`);
  const before = process.cwd();
  process.chdir(join(folder, 'node_modules', `jsonresume-theme-${name}`));
  try {
    return await render(structuredClone(resume));
  } finally {
    process.chdir(before);
  }
}
