import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { stemOf } from '../../taxonomy/stem.js';
import type { Found } from './found.js';

/** Behind a dash, comma or bar, in brackets, or behind "in": where titles name the place. */
const PARTS = /(?:\s[-–—|/]\s|-\s|,\s|\(|\bin\s)([^-–—|,()]+(?:-[^\s|,()–—]+)*)/g;
const NAME_WORD = /^(?:(?:of|on|upon|le|the|under|and|St\.?)|\p{Lu}[\p{L}'’.-]+)$/u;
/** Words of the trade that are words of many places as well. */
const OF_PLACES =
  /^(?:of|on|upon|le|the|under|and|st\.?|north|south|east|west|central|mid|royal|great|new|old|isle|park|hill|bay|bridge|wells|green|city|town|hospital|bath|reading|house)$/i;
const MONTH_OR_DAY =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?$|^(?:mon|tues|wednes|thurs|fri|satur|sun)days?$/i;
const INITIALS = /^[A-Z]{2,4}$/;

/**
 * The place that a title names, "Occupational Therapist – Bradford", "OT (Milton Keynes)": a proper name of which the
 * trade knows no word. Null where every part is about the work.
 */
export function placeInTitle(title: Found<string> | null, { vocabulary }: Taxonomy): Found<string> | null {
  if (title === null) return null;
  let place: Found<string> | null = null;
  for (const match of title.value.matchAll(PARTS)) {
    const part = (match[1] ?? '').trimEnd();
    const words = part.split(' ');
    if (words.length > 4 || !words.every((word) => NAME_WORD.test(word))) continue;
    const strange = words.filter((word) => !OF_PLACES.test(word));
    if (strange.length === 0 || strange.some((word) => isOfTheTrade(word, vocabulary.stems))) continue;
    const start = title.start + match.index + match[0].length - (match[1] ?? '').length;
    place = { value: part, start, end: start + part.length };
  }
  return place;
}

function isOfTheTrade(word: string, stems: ReadonlySet<string>): boolean {
  return (
    MONTH_OR_DAY.test(word) ||
    INITIALS.test(word) ||
    word.split(/[-'’.]/).some((piece) => piece.length > 2 && stems.has(stemOf(piece)))
  );
}
