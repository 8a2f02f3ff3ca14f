import { z } from 'zod';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { maskIdentity, maskQuote, type Maskable } from './mask-identity.js';
import { namesToHide } from './names-to-hide.js';
import { revealNames } from './reveal-names.js';

/** What an address says to have people shown by name. */
export const namesAsked = z.enum(['shown']).optional().meta({
  description:
    '`shown`: with names, and quotes as they were written, which is recorded; a key with scopes needs `candidates:read`. Else names, e-mail addresses, telephone and HCPC numbers are hidden in quotes too.',
});

/** People on a list or a page: by name, or with who they are hidden in their own words. */
export interface PeopleShown {
  readonly named: boolean;
  /** Null while names are hidden. */
  nameOf(candidateId: string): string | null;
  /** All that somebody goes by, for hiding it. */
  hideIn(candidateId: string): string | null;
  words(candidateId: string, words: string | null): string | null;
  quote<Q extends Maskable>(candidateId: string, quote: Q): Q;
}

/**
 * The one rule of showing people to those who weigh them: without names, unless asked for, which is recorded.
 *
 * @throws Problem `scope_missing` when names are asked for by a key that is not good for them.
 */
export async function showPeople(
  database: Database,
  actor: Actor,
  candidateIds: readonly string[],
  named: boolean,
): Promise<PeopleShown> {
  const names = await (named
    ? revealNames(database, actor, candidateIds)
    : namesToHide(database, candidateIds));
  const known = (id: string): string | null => names.get(id) ?? null;
  return {
    named,
    nameOf: (id) => (named ? known(id) : null),
    hideIn: known,
    words: (id, words) => (named || words === null ? words : maskIdentity(words, known(id))),
    quote: (id, quote) => (named ? quote : maskQuote(quote, known(id))),
  };
}
