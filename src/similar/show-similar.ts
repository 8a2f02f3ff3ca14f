import type { z } from 'zod';
import type { PeopleShown } from '../candidates/people-shown.js';
import { nameCandidate } from '../matches/show-evidence.js';
import type { similarCandidates } from './schema.js';

type View = z.input<typeof similarCandidates>;

/** People like somebody, as they may be shown. */
export function showSimilar(people: PeopleShown, { candidate, items }: View): View {
  return {
    candidate: nameCandidate(people, candidate),
    items: items.map((item) => ({
      ...item,
      candidate: nameCandidate(people, item.candidate),
      shared: item.shared.map((one) => ({
        ...one,
        quote: one.quote && people.quote(item.candidate.id, one.quote),
      })),
    })),
  };
}
