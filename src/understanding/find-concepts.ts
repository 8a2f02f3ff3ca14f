import { scan } from '../taxonomy/automaton.js';
import type { ConceptId } from '../taxonomy/concept.js';
import type { FormOfConcept, Taxonomy } from '../taxonomy/load-taxonomy.js';
import { stemOf } from '../taxonomy/stem.js';
import { LongestPerConcept } from './longest-per-concept.js';
import { patternHits } from './pattern-hits.js';
import { indexAt, type PreparedText } from './prepare-text.js';

/** One place where a text names a concept. Offsets into the prepared text; `spanOf` leads back to the original. */
export interface ConceptHit {
  readonly conceptId: ConceptId;
  /** The surface form or pattern of the taxonomy, as written there. */
  readonly form: string;
  readonly start: number;
  readonly end: number;
  /** Index into `PreparedText.sentences`. */
  readonly sentence: number;
}

/**
 * Every concept that the text names, in order of place: the longest form of a concept wins where its forms overlap,
 * ambiguous forms count only in their context, and patterns are looked for in every sentence.
 */
export function findConcepts(prepared: PreparedText, taxonomy: Taxonomy): readonly ConceptHit[] {
  const longest = new LongestPerConcept();
  const uncertain: { hit: ConceptHit; form: FormOfConcept }[] = [];
  scan(taxonomy.automaton, prepared.text, ({ id }, start, end) => {
    const form = taxonomy.forms[id] as FormOfConcept;
    const sentence = indexAt(prepared.sentences, start);
    const hit = { conceptId: form.conceptId, form: form.form, start, end, sentence };
    if (!form.ambiguous) longest.add(hit);
    // "hands-on" has nothing to do with hands.
    else if (!/^-\p{L}/u.test(prepared.text.slice(end, end + 2))) uncertain.push({ hit, form });
  });
  for (const hit of patternHits(prepared, taxonomy)) longest.add(hit);
  const certain = longest.hits();
  const sure = groupByConcept(certain);
  const resolved = uncertain
    .filter(({ hit, form }) => countsHere(hit, form, sure, prepared))
    .map(({ hit }) => hit);
  const all = new LongestPerConcept();
  for (const hit of [...certain, ...resolved]) all.add(hit);
  return all.hits();
}

/** Distance in characters within which an unambiguous form of the same concept settles an ambiguous one. */
const NEARBY = 300;
/** Words of the trade: one of them in the sentence settles an ambiguous form that has no context of its own. */
const TRADE_WORDS = new Set(
  'therapy therapist rehabilitation patient ward clinic clinical client hospital nhs trust assessment assess team service caseload mdt practitioner band care health community'
    .split(' ')
    .map(stemOf),
);

function countsHere(
  hit: ConceptHit,
  form: FormOfConcept,
  sure: ReadonlyMap<ConceptId, readonly ConceptHit[]>,
  prepared: PreparedText,
): boolean {
  const around = sentenceStems(prepared, hit);
  if (form.unless.some((word) => around.has(stemOf(word)))) return false;
  if (form.context.length > 0) return form.context.some((word) => around.has(stemOf(word)));
  for (const word of TRADE_WORDS) if (around.has(word)) return true;
  const others = sure.get(hit.conceptId) ?? [];
  const before = indexAt(others, hit.start);
  return [others[before], others[before + 1]].some(
    (other) => other !== undefined && other.start < hit.end + NEARBY && other.end > hit.start - NEARBY,
  );
}

function groupByConcept(hits: readonly ConceptHit[]): ReadonlyMap<ConceptId, readonly ConceptHit[]> {
  const groups = new Map<ConceptId, ConceptHit[]>();
  for (const hit of hits) {
    const group = groups.get(hit.conceptId);
    if (group === undefined) groups.set(hit.conceptId, [hit]);
    else group.push(hit);
  }
  return groups;
}

/** Stems of the hit's sentence, without the hit's own words. */
function sentenceStems({ sentences, tokens }: PreparedText, hit: ConceptHit): ReadonlySet<string> {
  const sentence = sentences[hit.sentence];
  const stems = new Set<string>();
  if (sentence === undefined) return stems;
  for (let i = Math.max(0, indexAt(tokens, sentence.start)); i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined || token.start >= sentence.end) break;
    if (token.start >= sentence.start && (token.end <= hit.start || token.start >= hit.end))
      stems.add(token.stem);
  }
  return stems;
}
