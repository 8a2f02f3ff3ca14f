import { hasPages } from '../../cvs/look-at-pages.js';
import { address } from '../address.js';

/** A person for a vacancy. */
export interface ReviewedPair {
  /** Of the vacancy. */
  readonly id: string;
  readonly candidateId: string;
}

/**
 * Where the page of one person for one vacancy leads.
 *
 * @param neighbours who stands before and after them in the list.
 * @param kept what of the address goes along: the filters of the list, whether names are shown, and the pages in place of
 *   the text.
 */
export function reviewLinks(
  { id, candidateId }: ReviewedPair,
  neighbours: { readonly before: string | null; readonly after: string | null },
  kept: Readonly<Record<string, string>>,
  format: string,
) {
  const listed = Object.fromEntries(Object.entries(kept).filter(([name]) => name !== 'view'));
  const { names, ...filters } = listed;
  const here = `/vacancies/${id}/people/${candidateId}`;
  const personAt = (person: string | null): string | null =>
    person && address(`/vacancies/${id}/people/${person}`, kept);
  return {
    list: address(`/vacancies/${id}`, listed),
    before: personAt(neighbours.before),
    after: personAt(neighbours.after),
    names: address(here, names === undefined ? { ...filters, names: 'shown' } : filters),
    pages: hasPages(format) ? address(here, { ...filters, names: 'shown', view: 'pages' }) : null,
    text: address(here, listed),
    person: `/candidates/${candidateId}`,
    decision: `${here}/decision`,
    questions: `${here}/questions`,
    words: `${here}/words`,
    board: address(`/vacancies/${id}/pipeline`, { names }),
  };
}
