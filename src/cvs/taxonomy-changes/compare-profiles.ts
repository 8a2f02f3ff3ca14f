import type { ConceptId, Stage } from '../../taxonomy/concept.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import type { Profile } from '../../understanding/profile.js';
import { understandCv } from '../../understanding/understand-cv.js';

/** What becomes of one CV. A concept stands as `id` or, where the person does not have it, `id (wants)` and the like. */
export interface ProfileChange {
  readonly cv: string;
  readonly stage: { readonly from: Stage | null; readonly to: Stage | null } | null;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

export interface CvText {
  readonly cv: string;
  readonly text: string;
}

/** Reads a CV by both states of the taxonomy; null when it is read alike. */
export function compareProfiles(
  { cv, text }: CvText,
  before: Taxonomy,
  after: Taxonomy,
): ProfileChange | null {
  const old = understandCv(text, before);
  const now = understandCv(text, after);
  const was = conceptsOf(old);
  const is = conceptsOf(now);
  const gained = [...is].filter((concept) => !was.has(concept)).sort();
  const lost = [...was].filter((concept) => !is.has(concept)).sort();
  const moved = old.stage.stage !== now.stage.stage;
  if (!moved && gained.length + lost.length === 0) return null;
  return { cv, stage: moved ? { from: old.stage.stage, to: now.stage.stage } : null, gained, lost };
}

function conceptsOf({ mentions }: Profile): ReadonlySet<ConceptId> {
  return new Set(
    mentions.map(({ conceptId, assertion }) =>
      assertion === 'has' ? conceptId : `${conceptId} (${assertion.replaceAll('_', ' ')})`,
    ),
  );
}
