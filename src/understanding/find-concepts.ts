import { scan } from '../taxonomy/automaton.js';
import type { ConceptId } from '../taxonomy/concept.js';
import type { FormOfConcept, Taxonomy } from '../taxonomy/load-taxonomy.js';
import { stemOf } from '../taxonomy/stem.js';
import { applyAcronyms } from './acronyms.js';
import { LongestPerConcept } from './longest-per-concept.js';
import { patternHits } from './pattern-hits.js';
import { indexAt, type PreparedText } from './prepare-text.js';
import { findRespellings, respeltText, type Respellings } from './respelt.js';

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
 * ambiguous forms count only in their context, patterns are looked for in every sentence, long words of the trade are
 * known with a slip in them, and acronyms stand for what the text says they do.
 */
export function findConcepts(prepared: PreparedText, taxonomy: Taxonomy): readonly ConceptHit[] {
  const longest = new LongestPerConcept();
  const uncertain: { hit: ConceptHit; form: FormOfConcept }[] = [];
  const take = (form: FormOfConcept, start: number, end: number, sentence: number): void => {
    if (runsOverHeading(prepared.text, start, end)) return;
    const hit = { conceptId: form.conceptId, form: form.form, start, end, sentence };
    if (!form.ambiguous) longest.add(hit);
    // "hands-on" has nothing to do with hands.
    else if (!/^-\p{L}/u.test(prepared.text.slice(end, end + 2))) uncertain.push({ hit, form });
  };
  scan(taxonomy.automaton, prepared.text, ({ id }, start, end) =>
    take(taxonomy.forms[id] as FormOfConcept, start, end, indexAt(prepared.sentences, start)),
  );
  const respellings = findRespellings(prepared, taxonomy);
  if (respellings.size > 0) scanRespelt(prepared, taxonomy, respellings, take);
  for (const hit of patternHits(prepared, taxonomy, respellings)) longest.add(hit);
  const certain = longest.hits();
  const sure = groupByConcept(certain);
  const resolved = uncertain.filter(({ hit, form }) => countsHere(hit, form, sure, prepared));
  const all = new LongestPerConcept();
  for (const hit of applyAcronyms([...certain, ...resolved.map(({ hit }) => hit)], prepared, taxonomy)) {
    all.add(hit);
  }
  return all.hits().filter((hit, _, hits) => !meansAnother(hit, hits, taxonomy));
}

/** "EMPLOYMENT" above "Specialist therapist": a heading and the first word of the line below it are no form. */
function runsOverHeading(text: string, start: number, end: number): boolean {
  const line = text.indexOf('\n', start);
  if (line < 0 || line >= end || (start > 0 && text[start - 1] !== '\n')) return false;
  return /^\n+[A-Z0-9]/.test(text.slice(line, line + 4));
}

/** "Best interests" in "Best Interests Assessor": a longer form of another concept that the entry names. */
function meansAnother(hit: ConceptHit, hits: readonly ConceptHit[], { concepts }: Taxonomy): boolean {
  const others = concepts.get(hit.conceptId)?.notWithin ?? [];
  if (others.length === 0) return false;
  return hits.some(
    ({ conceptId, start, end }) =>
      others.includes(conceptId) && start <= hit.start && end >= hit.end && end - start > hit.end - hit.start,
  );
}

/** Looks for forms in the sentences with misspelt words, as they are spelt right. */
function scanRespelt(
  prepared: PreparedText,
  taxonomy: Taxonomy,
  respellings: Respellings,
  take: (form: FormOfConcept, start: number, end: number, sentence: number) => void,
): void {
  const { sentences, tokens } = prepared;
  const touched = new Set(
    [...respellings.keys()].map((token) => indexAt(sentences, tokens[token]?.start ?? 0)),
  );
  for (const index of touched) {
    const sentence = sentences[index];
    if (sentence === undefined) continue;
    const respelt = respeltText(prepared, sentence, firstToken(prepared, sentence.start), respellings);
    scan(taxonomy.automaton, respelt.text, ({ id }, start, end) => {
      const range = respelt.back(start, end);
      if (range !== null) take(taxonomy.forms[id] as FormOfConcept, range.start, range.end, index);
    });
  }
}

/** Distance in characters within which an unambiguous form of the same concept settles an ambiguous one. */
const NEARBY = 300;
/** Words of the trade: one of them in the sentence settles an ambiguous form that has no context of its own. */
const TRADE_WORDS: ReadonlySet<string> = new Set(
  'therapy therapist rehabilitation patient ward clinic clinical client hospital nhs trust assessment assess team service caseload mdt practitioner band care health community'
    .split(' ')
    .map(stemOf),
);

function countsHere(
  hit: ConceptHit,
  { contextStems, unlessStems, anywhere }: FormOfConcept,
  sure: ReadonlyMap<ConceptId, readonly ConceptHit[]>,
  prepared: PreparedText,
): boolean {
  const telling = contextStems.size > 0 ? contextStems : TRADE_WORDS;
  let settled = false;
  const { sentences, tokens } = prepared;
  const sentence = sentences[hit.sentence];
  const end = sentence?.end ?? 0;
  for (let i = firstToken(prepared, contextStart(prepared, hit.sentence)); i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined || token.start >= end) break;
    // The words of the form itself are no context.
    if (token.end > hit.start && token.start < hit.end) continue;
    if (unlessStems.has(token.stem)) return false;
    settled ||= telling.has(token.stem);
  }
  if (anywhere || settled || contextStems.size > 0) return anywhere || settled;
  const others = sure.get(hit.conceptId) ?? [];
  const before = indexAt(others, hit.start);
  return [others[before], others[before + 1]].some(
    (other) => other !== undefined && other.start < hit.end + NEARBY && other.end > hit.start - NEARBY,
  );
}

/** Longer lines are prose. */
const TITLE_LINE_MAX = 100;

/** Where the context of a sentence begins: titles and names on lines of their own go with the line directly above. */
function contextStart({ sentences, lines, text }: PreparedText, index: number): number {
  const sentence = sentences[index];
  const line = lines[sentence?.line ?? -1];
  const above = lines[(sentence?.line ?? 0) - 1];
  if (sentence === undefined || line === undefined || above === undefined) return sentence?.start ?? 0;
  const titles = [line, above].every(
    (each) =>
      !each.bullet && each.end - each.start <= TITLE_LINE_MAX && !/[.;:!?]/.test(text[each.end - 1] ?? ''),
  );
  return titles && !line.afterBlank ? above.start : sentence.start;
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

/** Index of the first token that begins at or behind a place. */
function firstToken({ tokens }: PreparedText, place: number): number {
  const before = indexAt(tokens, place);
  return before >= 0 && tokens[before]?.start === place ? before : before + 1;
}
