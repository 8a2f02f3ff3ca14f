import type { CvView, VacancyView } from './api-client.js';
import type { ExpectedCv, ExpectedRanking, Samples } from './samples.js';

type Value = string | null | undefined;

/** How a CV ended, against what a reader of it says. Returns what differs, in words. */
export function checkCv(file: string, view: CvView, expected: ExpectedCv): string[] {
  const { understood } = view;
  const pairs: [what: string, is: Value, should: Value][] = [
    ['status', view.status, expected.status],
    ['outcome', view.outcome, expected.outcome],
  ];
  if (expected.profession !== undefined) {
    pairs.push(['profession', understood?.profession.name, expected.profession]);
  }
  if (expected.stage !== undefined) pairs.push(['stage', understood?.stage.stage, expected.stage]);
  if (expected.registration) {
    pairs.push(['registration', understood?.registration.state, expected.registration.state]);
    pairs.push(['HCPC number', understood?.registration.number, expected.registration.number]);
  }
  return differences(file, pairs);
}

export function checkVacancy(
  file: string,
  { fields }: Pick<VacancyView, 'fields'>,
  expected: Samples['expected']['vacancies'][string],
): string[] {
  return differences(file, [
    ['stage', fields.stage.value, expected.stage],
    ['sector', fields.sector.value, expected.sector],
  ]);
}

/**
 * Whether a list makes sense to somebody who has read the CVs.
 *
 * @param order files of the CVs, best first.
 */
export function checkRanking(vacancy: string, order: readonly string[], expected: ExpectedRanking): string[] {
  const faults: string[] = [];
  const { first, leading, notInFirstFive } = expected;
  if (!first.includes(order[0] ?? '')) {
    faults.push(`${vacancy}: ${order[0] ?? 'nobody'} stands first, not ${first.join(' or ')}`);
  }
  for (const file of order.slice(0, leading.count)) {
    if (!leading.among.includes(file)) faults.push(`${vacancy}: ${file} is among the first ${leading.count}`);
  }
  for (const file of order.slice(0, 5)) {
    if (notInFirstFive.includes(file)) faults.push(`${vacancy}: ${file} is among the first five`);
  }
  return faults;
}

function differences(file: string, pairs: readonly [what: string, is: Value, should: Value][]): string[] {
  return pairs
    .filter(([, is, should]) => (is ?? null) !== should)
    .map(([what, is, should]) => `${file}: ${what} is ${is ?? 'nothing'}, not ${should ?? 'nothing'}`);
}
