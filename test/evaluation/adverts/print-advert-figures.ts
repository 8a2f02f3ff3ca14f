import type { AdvertFigures, PartFigures } from './measure-adverts.js';

/** The figures as tables for people. */
export function printAdvertFigures(name: string, figures: AdvertFigures): string {
  const parts: readonly (readonly [string, PartFigures])[] = [
    ['all', figures],
    ['even', figures.even],
    ['odd', figures.odd],
  ];
  const row = (label: string, value: (part: PartFigures) => string): string =>
    `  ${label.padEnd(20)}${parts.map(([, part]) => value(part).padStart(10)).join('')}`;
  return [
    `Adverts ${name}, band and pay ${figures.masked ? 'masked' : 'shown'}; ${figures.withoutStage} without a stage left out`,
    '',
    `  ${''.padEnd(20)}${parts.map(([part]) => part.padStart(10)).join('')}`,
    row('Adverts', ({ count }) => String(count)),
    row('Stage exact', ({ exact }) => exact.toFixed(3)),
    row('Stage within one', ({ within1 }) => within1.toFixed(3)),
    '',
    'Stage (true → read)',
    ...Object.entries(figures.confusion).map(
      ([truth, read]) =>
        `  ${truth.padEnd(24)}${Object.entries(read)
          .map(([stage, count]) => `${stage} ${count}`)
          .join(', ')}`,
    ),
    '',
    `Missed (${figures.missed.length})`,
    ...figures.missed.map(({ id, title, truth, read }) => `  ${id}  ${truth} → ${read}  ${title}`),
  ].join('\n');
}
