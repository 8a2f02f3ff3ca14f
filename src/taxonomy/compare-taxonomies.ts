import { STAGES, type Concept, type ConceptId } from './concept.js';
import type { Taxonomy } from './load-taxonomy.js';

export interface ConceptChange {
  readonly conceptId: ConceptId;
  /** Which of label, kind, stages, sectors, sources and meanings set apart are not as they were. */
  readonly fields: readonly string[];
  /** Forms with their rules, and patterns, as they stand in the data. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface TaxonomyChanges {
  readonly from: string;
  readonly to: string;
  readonly added: readonly ConceptId[];
  readonly removed: readonly ConceptId[];
  readonly changed: readonly ConceptChange[];
}

/** What one state of the taxonomy has and another has not, in the order of their concepts. */
export function compareTaxonomies(before: Taxonomy, after: Taxonomy): TaxonomyChanges {
  const ids = (a: Taxonomy, b: Taxonomy) => [...a.concepts.keys()].filter((id) => !b.concepts.has(id));
  return {
    from: before.version,
    to: after.version,
    added: ids(after, before),
    removed: ids(before, after),
    changed: [...after.concepts.values()].flatMap((concept) => {
      const old = before.concepts.get(concept.id);
      const change = old === undefined ? null : compareConcepts(old, concept);
      return change === null ? [] : [change];
    }),
  };
}

function compareConcepts(before: Concept, after: Concept): ConceptChange | null {
  const facts = ({ label, kind, stages, sectors, sources, notWithin }: Concept) => ({
    label,
    kind,
    stages: STAGES.map((stage) => stages[stage]).join(' '),
    sectors: sectors.join(' '),
    sources: sources.join(' '),
    'meanings apart': notWithin.join(' '),
  });
  const old = new Map(Object.entries(facts(before)));
  const fields = Object.entries(facts(after)).flatMap(([name, value]) =>
    old.get(name) === value ? [] : [name],
  );
  const was = new Set(wordings(before));
  const is = new Set(wordings(after));
  const added = [...is].filter((wording) => !was.has(wording));
  const removed = [...was].filter((wording) => !is.has(wording));
  if (fields.length + added.length + removed.length === 0) return null;
  return { conceptId: after.id, fields, added, removed };
}

function wordings({ forms, patterns }: Concept): readonly string[] {
  return [
    ...forms.map(({ form, ambiguous, anywhere, caseSensitive, literal, context, unless }) => {
      const marks = [caseSensitive ? ['exact'] : [], literal ? ['literal'] : []].flat();
      if (ambiguous && !anywhere)
        marks.push(context.length === 0 ? 'ambiguous' : `with ${context.join('/')}`);
      if (unless.length > 0) marks.push(`without ${unless.join('/')}`);
      return marks.length === 0 ? form : `${form} [${marks.join(', ')}]`;
    }),
    ...patterns.map((pattern) => `{${pattern}}`),
  ];
}
