import type { ConceptId } from '../../taxonomy/concept.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { SUGGESTED_WEIGHTS, type Criterion, type Importance, type RequirementSentence } from '../criteria.js';
import { findConcepts } from '../find-concepts.js';
import { indexAt, spanOf, type PreparedText } from '../prepare-text.js';
import { contentStems } from '../stems.js';
import type { Found } from './found.js';
import type { AdvertSentence, SentenceRole } from './parts.js';

interface Asked {
  readonly importance: Importance;
  readonly weight: number;
}

/**
 * Weights 0–100 that a place in the advert suggests: what is named in the title is what the post is; what must be
 * shown goes before what the post does, and that before what is merely welcome or told about the service.
 */
const TITLE: Asked = { importance: 'must', weight: 100 };
const ASKED: Readonly<Partial<Record<SentenceRole, Asked>>> = {
  must: { importance: 'must', weight: SUGGESTED_WEIGHTS.must },
  duties: { importance: 'context', weight: 50 },
  wants: { importance: 'wants', weight: SUGGESTED_WEIGHTS.wants },
  context: { importance: 'context', weight: SUGGESTED_WEIGHTS.context },
  title: { importance: 'context', weight: SUGGESTED_WEIGHTS.context },
};
/** Each further sentence that names the same thing adds this much. */
const REPEATED = 5;

/** Terms of the contract are fields and no criteria; personal qualities are claimed by all and told by none. */
const NO_CRITERIA = new Set(['work_terms']);

/** One criterion per concept, at the place that asks most strongly; in order of place. */
export function readCriteria(
  prepared: PreparedText,
  sentences: readonly AdvertSentence[],
  title: Found<string> | null,
  taxonomy: Taxonomy,
): readonly Criterion[] {
  const criteria = new Map<ConceptId, Criterion & { readonly sentences: ReadonlySet<number> }>();
  for (const hit of findConcepts(prepared, taxonomy)) {
    const place = indexAt(sentences, hit.start);
    const sentence = sentences[place];
    const concept = taxonomy.concepts.get(hit.conceptId);
    if (sentence === undefined || concept === undefined || NO_CRITERIA.has(concept.kind)) continue;
    const inTitle = title !== null && hit.start >= title.start && hit.end <= title.end;
    const asked = inTitle ? TITLE : ASKED[sentence.role];
    if (asked === undefined || isSupervisionReceived(prepared, sentence, hit)) continue;
    // Where the advert tells of the work, a qualification is a colleague's: "supervise apprentices".
    if (concept.kind === 'qualification' && asked.importance === 'context') continue;
    const known = criteria.get(hit.conceptId);
    const stronger = known === undefined || asked.weight > strength(known);
    const places = new Set(known?.sentences).add(place);
    const base = stronger ? asked.weight : strength(known);
    criteria.set(hit.conceptId, {
      ...(stronger
        ? {
            conceptId: hit.conceptId,
            importance: asked.importance,
            span: spanOf(prepared, hit),
            sentence: spanOf(prepared, sentence),
          }
        : known),
      suggestedWeight: Math.min(100, base + REPEATED * (places.size - 1)),
      sentences: places,
    });
  }
  return [...criteria.values()]
    .map(({ conceptId, importance, suggestedWeight, span, sentence }) => ({
      conceptId,
      importance,
      suggestedWeight,
      span,
      sentence,
    }))
    .sort((a, b) => a.span.start - b.span.start || (a.conceptId < b.conceptId ? -1 : 1));
}

const GIVES_SUPERVISION = /^duty\.(supervise|student_supervision|line_manage|staff_responsibility)/;
const RECEIVED =
  /\b((under|receiv\w+|with|reporting to) ((the|a|an|close|regular|clinical|monthly|direct) )*\S*|reports?|reporting)$/i;

/** "Under the supervision of the therapists" and "reports to the Director" ask nobody to supervise. */
function isSupervisionReceived(
  prepared: PreparedText,
  sentence: AdvertSentence,
  hit: { readonly conceptId: ConceptId; readonly start: number },
): boolean {
  if (!GIVES_SUPERVISION.test(hit.conceptId)) return false;
  const wordEnd = prepared.text.indexOf(' ', hit.start);
  const upTo = prepared.text.slice(sentence.start, wordEnd < 0 ? prepared.text.length : wordEnd);
  return RECEIVED.test(upTo);
}

/** The weight without what repetition has added. */
function strength(known: Criterion & { readonly sentences: ReadonlySet<number> }): number {
  return known.suggestedWeight - REPEATED * (known.sentences.size - 1);
}

/** Sentences that ask something or say what the post does, as stems; headings, asides and exclusions left out. */
export function readRequirements(
  prepared: PreparedText,
  sentences: readonly AdvertSentence[],
  title: Found<string> | null,
): readonly RequirementSentence[] {
  return sentences.flatMap((sentence) => {
    const isTitle = title !== null && sentence.start < title.end && title.start < sentence.end;
    const asked = isTitle ? TITLE : sentence.role === 'title' ? undefined : ASKED[sentence.role];
    if (asked === undefined) return [];
    const stems = contentStems(prepared.text, sentence.start, sentence.end);
    return stems.length === 0
      ? []
      : [{ span: spanOf(prepared, sentence), importance: asked.importance, stems }];
  });
}
