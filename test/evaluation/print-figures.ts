import type { ComparedRankings, Figures } from './figures.js';

/** The figures as tables for people. */
export function printFigures(figures: Figures, halves: readonly (readonly [string, Figures])[]): string {
  const parts: readonly (readonly [string, Figures])[] = [['whole set', figures], ...halves];
  return [
    `Set ${figures.set}, commit ${figures.commit ?? 'unknown'}`,
    `Versions: ${Object.entries(figures.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}`,
    '',
    ...parts.flatMap(([name, part]) => [
      ...rankingTable(`Vacancy ranks CVs, ${name}`, part.ranking),
      ...rankingTable(`CV ranks vacancies, ${name}`, part.reverse),
    ]),
    `${'Understanding'.padEnd(36)}${parts.map(([name]) => name.padStart(14)).join('')}`,
    ...understandingRows(parts.map(([, part]) => part)),
    '',
    'Stage of CVs (true → read)',
    ...Object.entries(figures.stage.confusion).map(
      ([truth, row]) =>
        `  ${truth.padEnd(24)}${Object.entries(row)
          .map(([read, count]) => `${read} ${count}`)
          .join(', ')}`,
    ),
    '',
    'nDCG@10 per vacancy',
    ...Object.entries(figures.perVacancy).map(([id, { ndcg10 }]) => `  ${id}  ${ndcg10.toFixed(3)}`),
  ].join('\n');
}

function rankingTable(title: string, rankings: ComparedRankings): string[] {
  const row = ([name, f]: [string, ComparedRankings['ours']]) =>
    `  ${name.padEnd(10)}${[f.ndcg10, f.map, f.mrr, f.p5].map((value) => value.toFixed(3).padStart(9)).join('')}` +
    `   [${f.ndcg10_ci.map((value) => value.toFixed(3)).join(', ')}]`;
  const header = `  ${''.padEnd(10)}${['nDCG@10', 'MAP', 'MRR', 'P@5'].map((name) => name.padStart(9)).join('')}   95 % of nDCG@10`;
  return [title, header, ...Object.entries(rankings).map(row), ''];
}

function understandingRows(parts: readonly Figures[]): string[] {
  const rows: readonly (readonly [string, (f: Figures) => number])[] = [
    ['CV stage exact', (f) => f.stage.exact],
    ['CV stage within one', (f) => f.stage.within1],
    ['Vacancy stage exact', (f) => f.vacancyStage.exact],
    ['Vacancy stage within one', (f) => f.vacancyStage.within1],
    ['Vacancy sector', (f) => f.vacancySector],
    ['Other professions recognised', (f) => f.otherProfession],
    ['Registration', (f) => f.registration],
    ['Evidence recall', (f) => f.evidence.recall],
    ['Evidence assertion', (f) => f.evidence.assertion],
    ['Evidence spans exact', (f) => f.evidence.spansExact],
    ['False exclusions', (f) => f.falseExclusions],
  ];
  return rows.map(
    ([name, value]) =>
      `  ${name.padEnd(34)}${parts
        .map((part) =>
          value(part)
            .toFixed(name === 'False exclusions' ? 0 : 3)
            .padStart(14),
        )
        .join('')}`,
  );
}
