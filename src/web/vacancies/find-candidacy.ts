import type { Database } from '../../database/client.js';
import type { Actor } from '../../http/actor.js';
import { namedPerson } from '../../http/named-person.js';
import { candidacyOf } from '../../submissions/decide-on-person.js';
import { viewCandidacy } from '../../submissions/view-candidacy.js';
import type { ReviewedPair } from './review-links.js';

/** The candidacy of the person for the vacancy, under whichever record; null: they are not considered. */
export async function findCandidacy(
  database: Database,
  actor: Actor,
  { id: vacancyId, candidateId }: ReviewedPair,
) {
  const person = namedPerson(actor);
  const id = await database.prisma.$transaction((tx) => candidacyOf(tx, person, { vacancyId, candidateId }));
  return id === null ? null : viewCandidacy(database, id);
}
