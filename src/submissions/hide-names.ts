import type { PeopleShown } from '../candidates/people-shown.js';
import type { viewCandidacy } from './view-candidacy.js';

type View = Awaited<ReturnType<typeof viewCandidacy>>;

/**
 * A candidacy as it may be shown: where names are hidden, without who it is of in what staff have written of them and told the
 * employer, and without the name of the file, which people call after themselves.
 */
export function hideNames(people: PeopleShown, candidacy: View): View {
  if (people.named) return candidacy;
  const { moves, submission } = candidacy;
  const words = (some: string | null): string | null => people.words(candidacy.candidate.id, some);
  return {
    ...candidacy,
    moves: moves.map((move) => ({ ...move, note: words(move.note) })),
    submission: submission && {
      ...submission,
      cv: { ...submission.cv, fileName: null },
      told: words(submission.told) ?? '',
      evidence: Object.fromEntries(
        Object.entries(submission.evidence).map(([check, one]) => [
          check,
          { ...one, words: words(one.words) },
        ]),
      ),
      exception: words(submission.exception),
      repeatReason: words(submission.repeatReason),
    },
  };
}
