import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.js';
import type { InvarianceText } from './measure-invariance.js';

/** The sets of labelled CVs that come with the program, in the order in which they were made. */
export const EVALUATION_SETS = ['set', 'second-set', 'third-set', 'fourth-set'] as const;

/** The CVs of one of them, in order of name. */
export function evaluationTexts(set: (typeof EVALUATION_SETS)[number]): readonly InvarianceText[] {
  const folder = join(projectRoot, 'test', 'evaluation', set, 'cvs');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((cv) => ({ cv, text: readFileSync(join(folder, cv), 'utf8') }));
}
