import type { ConceptId } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { stemOf } from '../taxonomy/stem.js';
import { isWordUnit } from '../taxonomy/automaton.js';
import type { ConceptHit } from './find-concepts.js';
import { indexAt, type PreparedText } from './prepare-text.js';

/** An acronym with the words that the text itself says it stands for. */
interface Definition {
  readonly acronym: string;
  /** Range of the words. */
  readonly start: number;
  readonly end: number;
  /** Where the acronym stands beside them. */
  readonly at: number;
}

/** More definitions than a person writes are none. */
const DEFINITIONS_MAX = 60;
const PLACES_MAX = 200;
const SMALL_WORDS = new Set('of the and for in to a an with'.split(' '));

/**
 * Reads the acronyms that a text defines, "Disabled Facilities Grant (DFG)" or "DFG (Disabled Facilities Grant)": further
 * on they name what their words name, and an acronym of the taxonomy that the text defines otherwise names nothing of ours.
 */
export function applyAcronyms(
  hits: readonly ConceptHit[],
  prepared: PreparedText,
  taxonomy: Taxonomy,
): readonly ConceptHit[] {
  const definitions = findDefinitions(prepared);
  if (definitions.length === 0) return hits;
  const { text } = prepared;
  const meant = new Map<string, ReadonlySet<ConceptId>>();
  const named: ConceptHit[] = [];
  for (const definition of definitions) {
    const { acronym, at } = definition;
    if (meant.has(acronym)) continue;
    const origin = hits.filter((hit) => isNameOf(hit, definition));
    meant.set(acronym, new Set(origin.map(({ conceptId }) => conceptId)));
    for (const { conceptId, form } of origin) {
      for (const start of placesOf(text, acronym, at)) {
        const sentence = indexAt(prepared.sentences, start);
        named.push({ conceptId, form, start, end: start + acronym.length, sentence });
      }
    }
  }
  const strange = new Map(definitions.map(({ acronym, start, end }) => [acronym, text.slice(start, end)]));
  const kept = hits.filter((hit) => {
    const acronym = text.slice(hit.start, hit.end);
    const words = strange.get(acronym);
    if (words === undefined || meant.get(acronym)?.has(hit.conceptId) === true) return true;
    return mayStandFor(acronym, words, hit.conceptId, taxonomy);
  });
  return [...kept, ...named];
}

/** A concept named by the words of a definition: it ends where they end, or begins where they begin and takes half of them. */
function isNameOf(hit: ConceptHit, { start, end }: Definition): boolean {
  if (hit.start < start || hit.end > end) return false;
  return hit.end >= end - 1 || (hit.start === start && (hit.end - hit.start) * 2 >= end - start);
}

function findDefinitions({ text, sentences }: PreparedText): readonly Definition[] {
  const definitions: Definition[] = [];
  for (let open = text.indexOf('('); open > 0; open = text.indexOf('(', open + 1)) {
    if (definitions.length >= DEFINITIONS_MAX) break;
    const from = sentences[indexAt(sentences, open)]?.start ?? 0;
    const inside = /^([A-Z][A-Za-z&/]{0,6}[A-Z])s?\)/.exec(text.slice(open + 1, open + 11));
    const acronym = inside?.[1];
    if (acronym !== undefined) {
      const end = text.slice(from, open).trimEnd().length + from;
      const start = longFormStart(text, acronym, wordsBefore(text, from, end, acronym.length), end);
      if (start !== null) definitions.push({ acronym, start, end, at: open + 1 });
      continue;
    }
    const before = /(?<![\w&/-])([A-Z][A-Za-z&/]{0,6}[A-Z])s? ?$/.exec(
      text.slice(Math.max(from, open - 12), open),
    );
    const close = text.indexOf(')', open);
    if (before?.[1] === undefined || close < 0 || close - open > 80) continue;
    const start = longFormStart(text, before[1], open + 1, close);
    if (start === open + 1)
      definitions.push({ acronym: before[1], start, end: close, at: open - before[0].length });
  }
  return definitions;
}

/** Start of the last words before `end`, as many as an acronym of that length may stand for. */
function wordsBefore(text: string, from: number, end: number, letters: number): number {
  let words = Math.min(letters + 5, letters * 2);
  let start = end;
  while (start > from && words > 0) {
    start -= 1;
    if (start === from || !isWordUnit(text.charCodeAt(start - 1))) {
      if (isWordUnit(text.charCodeAt(start))) words -= 1;
    }
  }
  return start;
}

/** Where the words begin that an acronym shortens; null when the words before `end` do not spell it. */
function longFormStart(text: string, acronym: string, from: number, end: number): number | null {
  const letters = acronym.toLowerCase().replace(/[^a-z]/g, '');
  const start = initialsStart(text, letters, from, end) ?? lettersStart(text, letters, from, end);
  return start !== null && /\s/.test(text.slice(start, end)) ? start : null;
}

/** Every letter begins a word, small words aside: "Model of Human Occupation" and MHO. */
function initialsStart(text: string, letters: string, from: number, end: number): number | null {
  let left = letters.length;
  let wordEnd = end;
  for (let place = end - 1; place >= from; place -= 1) {
    if (!isWordUnit(text.charCodeAt(place))) {
      wordEnd = place;
    } else if (beginsWord(text, place, from)) {
      if (text.charAt(place).toLowerCase() === letters[left - 1]) left -= 1;
      else if (!SMALL_WORDS.has(text.slice(place, wordEnd).toLowerCase())) return null;
      if (left === 0) return place;
    }
  }
  return null;
}

/**
 * The letters are met from the last to the first, most of them and always the first at the beginning of a word. Source:
 * Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text", PSB 2003.
 */
function lettersStart(text: string, letters: string, from: number, end: number): number | null {
  let place = end;
  let initials = 0;
  for (let i = letters.length - 1; i >= 0; i -= 1) {
    do {
      place -= 1;
      if (place < from) return null;
    } while (text.charAt(place).toLowerCase() !== letters[i] || (i === 0 && !beginsWord(text, place, from)));
    if (beginsWord(text, place, from)) initials += 1;
  }
  return initials * 2 > letters.length ? place : null;
}

function beginsWord(text: string, place: number, from: number): boolean {
  return place === from || !isWordUnit(text.charCodeAt(place - 1));
}

/** Places of an acronym from one place on, as a whole word, a plural s behind it allowed. */
function placesOf(text: string, acronym: string, from: number): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(acronym, from); at >= 0; at = text.indexOf(acronym, at + 1)) {
    if (places.length >= PLACES_MAX) break;
    const end = at + acronym.length;
    const behind = text[end] === 's' ? end + 1 : end;
    if (!isWordUnit(text.charCodeAt(at - 1)) && !isWordUnit(text.charCodeAt(behind))) places.push(at);
  }
  return places;
}

/**
 * Whether words may be what the taxonomy has an acronym for: half of the words that it knows for the acronym are among
 * them. Where it knows none, it does not know better than the acronym.
 */
function mayStandFor(acronym: string, words: string, conceptId: ConceptId, { concepts }: Taxonomy): boolean {
  const given = new Set(stemsOf(words));
  const letters = acronym.toLowerCase().replace(/[^a-z]/g, '');
  const known = (concepts.get(conceptId)?.forms ?? []).filter(
    ({ form }) => form.includes(' ') && initials(form) === letters,
  );
  return (
    known.length === 0 ||
    known.some(({ form }) => {
      const stems = stemsOf(form);
      return stems.filter((stem) => given.has(stem)).length * 2 >= stems.length;
    })
  );
}

function stemsOf(words: string): readonly string[] {
  return words
    .split(/[^A-Za-z]+/)
    .filter((word) => word.length > 2 && !SMALL_WORDS.has(word))
    .map(stemOf);
}

function initials(form: string): string {
  return form
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '' && !SMALL_WORDS.has(word))
    .map((word) => word.slice(0, 1))
    .join('');
}
