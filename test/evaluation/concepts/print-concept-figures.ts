import type { AssertionFigures, ConceptFigures, SentenceFigures } from './measure-concepts.js';
import type { Share } from './wilson.js';

/** The figures for people. */
export function printConceptFigures(
  version: string,
  concepts: ConceptFigures,
  sentences: SentenceFigures,
  assertions: AssertionFigures,
): string {
  return [
    version,
    '',
    'Concepts of labelled CVs, 95 % interval in brackets',
    row('precision', concepts.precision),
    row('recall', concepts.recall),
    ...concepts.cvs.flatMap(({ name, wrong, missed, taken }) => [
      `  ${name}`,
      `    wrong:  ${wrong.map((id) => (taken.includes(id) ? `${id}!` : id)).join(' ') || '–'}`,
      `    missed: ${missed.join(' ') || '–'}`,
    ]),
    '',
    `Sentences: the concept is found`,
    `  ${''.padEnd(28)}${'open'.padEnd(34)}closed`,
    ...Object.entries(sentences.found).map(([sector, { open, closed }]) => row(sector, open, closed)),
    row('other lives left alone', sentences.leftAlone.open, sentences.leftAlone.closed),
    '',
    'Sentences of a CV: who did it',
    row('the concept is found', assertions.found.open, assertions.found.closed),
    row('and said of whom it is true', assertions.right.open, assertions.right.closed),
    '',
    `Open sentences read wrongly (${sentences.wrong.length})`,
    ...sentences.wrong.map(
      ({ conceptId, expected, sentence }) => `  ${expected ? ' ' : '!'}${conceptId.padEnd(34)}${sentence}`,
    ),
  ].join('\n');
}

/** Figures of the sentences of `who-did-it.tsv`, with the open ones that were read wrongly. */
export function printWhoDidIt({ found, right, wrong }: AssertionFigures): string {
  return [
    'Everyday sentences of a CV, by how it is told: who did it',
    `  ${''.padEnd(28)}${'open'.padEnd(34)}closed`,
    row('the concept is found', found.open, found.closed),
    row('and said of whom it is true', right.open, right.closed),
    ...wrong.map(
      ({ conceptId, assertion, read, sentence }) =>
        `  ${conceptId.padEnd(36)}${assertion.padEnd(14)}${(read.join(' ') || 'not found').padEnd(14)}${sentence}`,
    ),
  ].join('\n');
}

function row(name: string, ...shares: readonly Share[]): string {
  return `  ${name.padEnd(28)}${shares.map((share) => shareText(share).padEnd(34)).join('')}`.trimEnd();
}

function shareText({ value, low, high, count, total }: Share): string {
  if (total === 0) return '–';
  return `${value.toFixed(3)} (${low.toFixed(2)}–${high.toFixed(2)}) ${count} of ${total}`;
}
