import { execFileSync } from 'node:child_process';

/** Programs of the machine that the measuring needs and the product does not. */
export interface Programs {
  readonly chromium: string | null;
  readonly soffice: string | null;
  readonly pdftoppm: string | null;
}

export function findPrograms(): Programs {
  return {
    chromium: firstOf('chromium', 'chromium-browser', 'google-chrome'),
    soffice: firstOf('soffice', 'libreoffice'),
    pdftoppm: firstOf('pdftoppm'),
  };
}

function firstOf(...names: readonly string[]): string | null {
  return names.find((name) => answers(name)) ?? null;
}

function answers(name: string): boolean {
  try {
    execFileSync('which', [name], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
