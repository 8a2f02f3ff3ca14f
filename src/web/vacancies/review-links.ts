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
 * @param kept what of the address goes along: whether names are shown, and the pages in place of the text.
 */
export function reviewLinks(
  { id, candidateId }: ReviewedPair,
  neighbours: { readonly before: string | null; readonly after: string | null },
  kept: Readonly<{ names?: string; view?: string }>,
  format: string,
) {
  const shown = { names: kept.names };
  const here = `/vacancies/${id}/people/${candidateId}`;
  const personAt = (person: string | null): string | null =>
    person && address(`/vacancies/${id}/people/${person}`, kept);
  return {
    list: address(`/vacancies/${id}`, shown),
    before: personAt(neighbours.before),
    after: personAt(neighbours.after),
    names: address(here, kept.names === undefined ? { names: 'shown' } : {}),
    pages: format === 'pdf' ? address(here, { names: 'shown', view: 'pages' }) : null,
    text: address(here, shown),
    person: `/candidates/${candidateId}`,
    decision: `${here}/decision`,
    questions: `${here}/questions`,
    words: `${here}/words`,
    board: address(`/vacancies/${id}/pipeline`, shown),
  };
}
