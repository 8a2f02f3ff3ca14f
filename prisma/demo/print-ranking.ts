import type { VacancyMatches, VacancyView } from './api-client.js';
import { wrap } from './board.js';

const WIDTH = 100;
const INDENT = 12;
const SHOWN = 5;

type Match = VacancyMatches['items'][number];

/** Shown instead of a name the API would give to staff alone, and only with a record of the look. */
export type NameOf = (candidateId: string) => string;

/** A vacancy and the first of its list, at most 100 columns wide. */
export function printRanking(vacancy: VacancyView, matches: VacancyMatches, nameOf: NameOf): string {
  const { fields, title, employer } = vacancy;
  const facts = [
    plain(fields.stage.value ?? 'stage not stated'),
    fields.band.value === null ? fields.grade.value : `band ${fields.band.value}`,
    fields.sector.value === null ? null : plain(fields.sector.value),
    fields.contract.value === null ? null : plain(fields.contract.value),
    `${vacancy.criteria.length} criteria`,
  ];
  return [
    '',
    '─'.repeat(WIDTH),
    title,
    wrap(`${employer.name}: ${facts.filter((fact) => fact !== null).join(', ')}`, WIDTH, 0),
    '',
    ...matches.items.slice(0, SHOWN).map((match) => printMatch(match, nameOf)),
    `   … ${matches.ranking.candidates} people in all`,
  ].join('\n');
}

function printMatch(match: Match, nameOf: NameOf): string {
  const head = `${String(match.rank).padStart(3)}  ${(match.score / 100).toFixed(2).padStart(5)}  `;
  const pad = ' '.repeat(INDENT);
  const facts = `${plain(match.facts.stage ?? 'no stage')}, fit ${whole(match.fit)}, wishes ${whole(match.reverseFit)}`;
  const lines = [`${head}${nameOf(match.candidate.id)}: ${facts}`];
  const gates = match.gates.map(({ words }) => words).join(' ');
  if (gates !== '') lines.push(pad + wrap(gates, WIDTH, INDENT));
  for (const { criterion, quote } of match.evidence) {
    const words = quote.text.replace(/\s+/g, ' ').trim();
    lines.push(pad + wrap(`· ${criterion}: “${shorten(words)}”`, WIDTH, INDENT + 2, INDENT));
  }
  if (match.openQuestions > 0) {
    lines.push(`${pad}${match.openQuestions} thing${match.openQuestions === 1 ? '' : 's'} to ask about`);
  }
  return `${lines.join('\n')}\n`;
}

function whole(points: number): string {
  return String(Math.round(points / 100));
}

function plain(value: string): string {
  return value.replaceAll('_', ' ');
}

function shorten(words: string): string {
  return words.length <= 150 ? words : `${words.slice(0, 149).replace(/\s\S*$/, '')} …`;
}
