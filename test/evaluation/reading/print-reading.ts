import type { KindFigures } from './measure-files.js';
import type { Programs } from './programs.js';

/** The figures as a table for people, with what could not be measured on this machine. */
export function printReading(figures: readonly KindFigures[], programs: Programs): string {
  const missing = Object.entries(programs).flatMap(([name, path]) => (path === null ? [name] : []));
  const figure = (value: number) => value.toFixed(3).padStart(9);
  return [
    `${'What was read'.padEnd(46)}${['files', 'word F1', 'order'].map((name) => name.padStart(9)).join('')}`,
    ...figures.map(
      ({ kind, files, f1, order, notRead }) =>
        `${kind.padEnd(46)}${String(files).padStart(9)}${figure(f1)}${figure(order)}${notRead.length > 0 ? `  ${notRead.join(', ')}` : ''}`,
    ),
    ...(missing.length > 0 ? ['', `Not measured for want of: ${missing.join(', ')}`] : []),
  ].join('\n');
}
