import { z } from 'zod';
import { showPeople } from '../../candidates/people-shown.js';
import type { Database } from '../../database/client.js';
import { Problem } from '../../http/problem.js';
import { byId, CONSULTANTS, type Route } from '../../http/route.js';
import { explainPair } from '../../matches/explain-pair.js';
import { showExplanation, type Explanation } from '../../matches/show-evidence.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { viewVacancy } from '../../vacancies/find-vacancy.js';
import { anything, address, isNamed, pick, valueOf } from '../address.js';
import { markQuote } from '../mark-text.js';
import type { PageMaker } from '../page.js';
import { keptIn } from './ranked-list.js';

const MOST = 4;
/** What the list says where somebody has selected too few or too many. */
export const COMPARE_FAULT = 'Select two to four people to compare';

/** Up to four people side by side, criterion by criterion. */
export function comparePages(
  pages: PageMaker,
  { database, taxonomy }: { readonly database: Database; readonly taxonomy: Taxonomy },
): Route[] {
  return [
    pages.define({
      path: '/vacancies/{id}/compare',
      summary: 'People side by side',
      access: CONSULTANTS,
      params: byId,
      query: anything,
      async show({ actor, params: { id }, query }) {
        const people = [...new Set((valueOf(query, 'with') ?? '').split(','))].filter(
          (one) => z.uuid().safeParse(one).success,
        );
        const kept = keptIn(query);
        if (people.length < 2 || people.length > MOST) {
          const selected = people.length > 0 ? people.join(',') : undefined;
          const page = pick(query, ['cursor', 'limit']);
          return { to: address(`/vacancies/${id}`, { ...kept, ...page, with: selected, compare: 'again' }) };
        }
        const named = isNamed(query);
        const vacancy = await viewVacancy(database, taxonomy, id);
        // Before the first look is put on record: a page that cannot be shown has shown nobody.
        const read = await database.prisma.profile.count({ where: { candidateId: { in: people } } });
        if (read < people.length) throw new Problem('not_found');
        const explained: Awaited<ReturnType<typeof explainPair>>[] = [];
        for (const candidateId of people)
          explained.push(await explainPair(database, taxonomy, actor, { id, candidateId }));
        const shown = await showPeople(database, actor, people, named);
        const explanations = explained.map((one) => showExplanation(shown, one));
        return {
          view: 'vacancies/compare',
          title: `Side by side: ${vacancy.title}`,
          data: {
            vacancy,
            list: address(`/vacancies/${id}`, kept),
            people: explanations.map((explanation) => ({
              ...explanation,
              name: shown.nameOf(explanation.candidate.id),
              href: address(`/vacancies/${id}/people/${explanation.candidate.id}`, kept),
            })),
            rows: rowsOf(explanations),
            mark: markQuote,
          },
        };
      },
    }),
  ];
}

interface Row {
  readonly criterion: string;
  /** By person; null: not evidenced. */
  readonly cells: readonly (Explanation['terms'][number] | null)[];
}

/** One row for each criterion that anybody has points for, the one with the most points first. */
function rowsOf(explanations: readonly Explanation[]): Row[] {
  const criteria = [...new Set(explanations.flatMap(({ terms }) => terms.map(({ criterion }) => criterion)))];
  const pointsOf = ({ cells }: Row): number => cells.reduce((sum, cell) => sum + (cell?.points ?? 0), 0);
  return criteria
    .map((criterion) => ({
      criterion,
      cells: explanations.map(
        ({ terms }) => terms.find((term) => term.criterion === criterion && term.points > 0) ?? null,
      ),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== null))
    .sort((a, b) => pointsOf(b) - pointsOf(a));
}
