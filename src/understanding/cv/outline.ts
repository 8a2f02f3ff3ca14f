import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { findConcepts, type ConceptHit } from '../find-concepts.js';
import { indexAt, prepareText, type PreparedText } from '../prepare-text.js';
import { isPrivate } from './private-facts.js';
import { readRoles, type TextRole } from './roles.js';
import { splitSections, type TextSection } from './sections.js';
import type { Sentence } from '../sentences.js';

/** A CV taken apart: what every later step reads. Offsets into the prepared text. */
export interface CvOutline {
  readonly prepared: PreparedText;
  readonly sections: readonly TextSection[];
  readonly roles: readonly TextRole[];
  readonly hits: readonly ConceptHit[];
  /** Indexes of the sentences that speak of the person and not of the work; nothing of them is read any further. */
  readonly privateSentences: ReadonlySet<number>;
}

export function outlineCv(text: string, taxonomy: Taxonomy): CvOutline {
  const prepared = prepareText(text);
  const sections = splitSections(prepared);
  const privateSentences = new Set<number>();
  prepared.sentences.forEach((sentence, index) => {
    if (isPrivate(prepared.text.slice(sentence.start, sentence.end))) privateSentences.add(index);
  });
  const hits = findConcepts(prepared, taxonomy).filter(({ sentence }) => !privateSentences.has(sentence));
  return { prepared, sections, roles: readRoles(prepared, sections, hits), hits, privateSentences };
}

export function sectionAt({ sections }: CvOutline, place: number): TextSection {
  const section = sections[Math.max(0, indexAt(sections, place))];
  if (section === undefined) throw new RangeError('A CV has at least one section');
  return section;
}

/** Index of the role that a place belongs to, or null. */
export function roleAt({ roles }: CvOutline, place: number): number | null {
  const index = indexAt(roles, place);
  const role = roles[index];
  return role !== undefined && place < role.end ? index : null;
}

export function sentenceText({ prepared }: CvOutline, sentence: Sentence): string {
  return prepared.text.slice(sentence.start, sentence.end);
}
