import { CHROMIUM, findProgram } from '../../fixtures/lanes.js';

/** Programs of the machine that the measuring needs and the product does not. */
export interface Programs {
  readonly chromium: string | null;
  readonly soffice: string | null;
  readonly pdftoppm: string | null;
}

export function findPrograms(): Programs {
  return {
    chromium: findProgram(...CHROMIUM),
    soffice: findProgram('soffice', 'libreoffice'),
    pdftoppm: findProgram('pdftoppm'),
  };
}
