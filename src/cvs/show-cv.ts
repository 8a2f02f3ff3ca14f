import type { z } from 'zod';
import { MASK, maskIdentity } from '../candidates/mask-identity.js';
import type { PeopleShown } from '../candidates/people-shown.js';
import type { Quote } from './quote.js';
import type { cvView, understood } from './schema.js';

type View = z.input<typeof cvView>;
type Understood = z.input<typeof understood>;

/** A CV as it may be shown: where names are hidden, without who it is of. Where quotes stand in the CV stays as it was. */
export function showCv(people: PeopleShown, cv: View): View {
  if (people.named) return cv;
  const { candidateId, file, hiddenText, historyQuestions, understood: read } = cv;
  const hide = (words: string): string => maskIdentity(words, people.hideIn(candidateId));
  return {
    ...cv,
    // Files are called as people are, and not word by word: "JaneDoeCV.pdf".
    file: { ...file, name: `${MASK}.${file.format}` },
    ...(hiddenText && { hiddenText: hiddenText.map(hide) }),
    ...(historyQuestions && {
      historyQuestions: historyQuestions.map((one) => ({ ...one, question: hide(one.question) })),
    }),
    understood: read && hideIn(people, candidateId, read),
  };
}

function hideIn(people: PeopleShown, candidateId: string, read: Understood): Understood {
  const quoted = (quote: Quote | null): Quote | null => quote && people.quote(candidateId, quote);
  const words = (some: string | null): string | null => people.words(candidateId, some);
  return {
    ...read,
    stage: {
      ...read.stage,
      reasons: read.stage.reasons.map((one) => ({ ...one, quote: quoted(one.quote) })),
    },
    registration: { ...read.registration, number: null, quote: quoted(read.registration.quote) },
    profession: { ...read.profession, quote: quoted(read.profession.quote) },
    sectors: read.sectors.map((one) => ({ ...one, quote: quoted(one.quote) })),
    // Whoever works for themselves often trades under their name.
    roles: read.roles.map((role) => ({ ...role, title: words(role.title), employer: words(role.employer) })),
    concepts: read.concepts.map((group) => ({
      ...group,
      concepts: group.concepts.map((concept) => ({
        ...concept,
        mentions: concept.mentions.map((one) => ({ ...one, quote: people.quote(candidateId, one.quote) })),
      })),
    })),
  };
}
