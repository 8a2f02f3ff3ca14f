import { stemmer } from 'stemmer';

/**
 * Stem of one word (Porter 1980): inflections fall together, and so do British and American spellings
 * ("organised", "organizing"). Words with digits or signs are only put in lower case.
 */
export function stemOf(whole: string): string {
  const word = whole.length > WORD_MAX ? whole.slice(0, WORD_MAX) : whole;
  const known = cache.get(word);
  if (known !== undefined) return known;
  const stem = computeStem(word);
  if (cache.size >= CACHE_MAX) cache.clear();
  cache.set(word, stem);
  return stem;
}

/** A memory of results only: it changes the time a call takes and never what it gives. */
const cache = new Map<string, string>();
const CACHE_MAX = 20_000;
/** No word is longer; text without spaces must not fill the memory. */
const WORD_MAX = 40;

/** Words that the rules would put under the stem of another word of the trade. */
const APART: Readonly<Record<string, string>> = {
  adaptable: 'adaptable',
  adaptive: 'adaptive',
  assistant: 'assistant',
  assistants: 'assistant',
  budgeting: 'budgeting',
  clinical: 'clinical',
  clinically: 'clinical',
  communities: 'community',
  community: 'community',
  consultant: 'consultant',
  consultants: 'consultant',
  experiment: 'experiment',
  hospitality: 'hospitality',
  management: 'management',
  one: 'one',
  personal: 'personal',
  personally: 'personal',
  police: 'police',
  provider: 'provider',
  providers: 'provider',
  response: 'response',
  responses: 'response',
  seating: 'seating',
  servicing: 'servicing',
  specification: 'specification',
  specifications: 'specification',
  supportive: 'supportive',
  universal: 'universal',
};

function computeStem(word: string): string {
  const plain = word.toLowerCase().replace(/'s?$/, '');
  if (!/^[a-z]{3,}$/.test(plain)) return plain;
  const apart = APART[plain];
  if (apart !== undefined) return apart;
  const british = plain
    .replace(/iz(e|es|ed|er|ers|ing|ation|ations)$/, 'is$1')
    .replace(/^ped(iatr)/, 'paed$1')
    .replace(/^orthoped/, 'orthopaed')
    .replace(/^hem(ato|o)/, 'haem$1')
    .replace(/program(s|med|ming)?$/, 'programme')
    .replace(/(behav|col|fav|lab|neighb)or/, '$1our')
    .replace(/center/, 'centre');
  return stemmer(british);
}
