import type { InvarianceReport } from './measure-invariance.js';
import type { SelectionReport } from './report-selection.js';

/** What was changed in the CVs, for people. */
export function printInvariance(of: string, { cvs, lines }: InvarianceReport): string {
  return [
    `${of}: ${cvs} CVs read again as somebody else's`,
    ...lines.map(
      ({ characteristic, tried, changed, examples }) =>
        `  ${characteristic.padEnd(18)} ${String(changed).padStart(4)} of ${String(tried).padStart(4)} read otherwise` +
        (examples.length === 0 ? '' : `: ${examples.join(', ')}`),
    ),
  ].join('\n');
}

/** Groups beside the group that is taken most, for people. */
export function printSelection({ vacancies, steps }: SelectionReport): string {
  const lines = steps.flatMap(({ step, questions }) =>
    questions.flatMap(({ question, groups }) => [
      `  ${step}, ${question}`,
      ...groups.map(({ group, people, rate, ratio, low, high, belowFourFifths }) => {
        if (people === null) return `    ${group.padEnd(20)} too few to say`;
        const interval = low === null || high === null ? '' : ` (${low}–${high})`;
        const beside = ratio === null ? '' : `, ratio ${ratio}${interval}`;
        return `    ${group.padEnd(20)} about ${people} people, ${rate ?? 0} %${beside}${belowFourFifths ? '  below four fifths' : ''}`;
      }),
    ]),
  );
  return [`Selection in ${vacancies} open vacancies, by what people said of themselves`, ...lines].join('\n');
}
