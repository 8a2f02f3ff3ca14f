import { CONCEPT_KINDS, type Concept, type ConceptId } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';

/** Titles and other professions stand in files of their own, without forms that staff could add to. */
const ELSEWHERE = /^(?:title|profession)\./;

/** Whether words may be offered for a concept. */
export function mayBeOffered({ id }: Pick<Concept, 'id'>): boolean {
  return !ELSEWHERE.test(id);
}

/** The concept that words may be offered for; undefined: there is none. */
export function conceptToOffer(taxonomy: Taxonomy, id: ConceptId): Concept | undefined {
  return mayBeOffered({ id }) ? taxonomy.concepts.get(id) : undefined;
}

/**
 * Concepts whose name, id or one of whose forms has the words; all of them where there are no words.
 *
 * @param kind of the concepts; empty: any.
 */
export function searchConcepts(taxonomy: Taxonomy, words: string, kind = ''): Concept[] {
  const wanted = words.trim().toLowerCase();
  return [...taxonomy.concepts.values()].filter(
    (concept) => (kind === '' || concept.kind === kind) && isNamed(concept, wanted),
  );
}

/** Concepts that words may mean, by the words they share with names and forms; the most alike first. */
export function suggestConcepts(taxonomy: Taxonomy, words: string, most: number): Concept[] {
  const wanted = new Set(longWords(words));
  const shared = ({ label, forms }: Concept): number =>
    Math.max(...[label, ...forms.map(({ form }) => form)].map((name) => share(longWords(name), wanted)));
  return [...taxonomy.concepts.values()]
    .filter(mayBeOffered)
    .map((concept) => ({ concept, alike: shared(concept) }))
    .filter(({ alike }) => alike > 0)
    .sort(
      (a, b) =>
        b.alike - a.alike || CONCEPT_KINDS.indexOf(a.concept.kind) - CONCEPT_KINDS.indexOf(b.concept.kind),
    )
    .slice(0, most)
    .map(({ concept }) => concept);
}

function isNamed({ id, label, forms }: Concept, words: string): boolean {
  return (
    words === '' ||
    [id, label, ...forms.map(({ form }) => form)].some((name) => name.toLowerCase().includes(words))
  );
}

/** The part of a name's words that are among the wanted. */
function share(words: readonly string[], wanted: ReadonlySet<string>): number {
  return words.length === 0 ? 0 : words.filter((word) => wanted.has(word)).length / words.length;
}

function longWords(text: string): string[] {
  return (text.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => word.length > 3);
}
