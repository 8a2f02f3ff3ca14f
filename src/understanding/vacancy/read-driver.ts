import type { PreparedText } from '../prepare-text.js';
import type { Found } from './found.js';
import type { AdvertSentence, SentenceRole } from './parts.js';

const DRIVER =
  /\b(car driver|(must|need to|able to|can) (\w+ )?drive|driving licen[cs]e|(full|clean|uk) (\w+ )?licen[cs]e|car (\+|and|&|plus) \w+|own (car|vehicle|transport)|(use of|access to) (a|your own|own) (car|vehicle)|car owner)\b/i;
/** The people whom the post works with learn to drive again. */
const OF_CLIENTS =
  /\b(their|patients?|clients?|people|service users?)\b( \w+){0,4} drive\b|\breturn(ing)? to driving\b/i;
/** An advert may not ask for a licence where others can get about in another way; then it is a question, not a gate. */
const OTHERWISE =
  /\b(or (otherwise|other means|(be able to |the ability to |can )?demonstrate|access to (a |some )?means|another way|an alternative|be able to travel|able to travel|the ability to travel|travel)|(other|alternative) means|means of (mobility|transport|travel\w*|meeting)|adjustments?|most people drive|travel independently|public transport)\b/i;

/** Said beside a sentence that asks for a driver, this takes the demand back: "or able to travel independently". */
const OTHERWISE_BESIDE =
  /^\W*or\b.*\b(travel|transport|mobility|means|get(ting)? (a)?round|adjustments?)\b|\b(travel independently|independent travel|(other|alternative) means|means of (mobility|transport|travel\w*)|public transport|adjustments?\b.*\b(driv\w+|travel)|(driv\w+|travel)\b.*\badjustments?)\b/i;
/** Lines of a list between a demand and what takes it back. */
const REACH = 3;
const SILENT: ReadonlySet<SentenceRole> = new Set(['heading', 'excluded', 'wants', 'aside']);

/**
 * True: a driver is asked for. False: driving is named with another way of getting about, in any sentence that asks for
 * it or close by. Null: not stated.
 */
export function readDriver(
  prepared: PreparedText,
  sentences: readonly AdvertSentence[],
): Found<boolean> | null {
  const words = ({ start, end }: AdvertSentence) => prepared.text.slice(start, end);
  const asking = sentences.filter((sentence) => {
    const text = words(sentence);
    return !SILENT.has(sentence.role) && DRIVER.test(text) && !OF_CLIENTS.test(text);
  });
  const [first] = asking;
  if (first === undefined) return null;
  const otherwise =
    asking.find((sentence) => OTHERWISE.test(words(sentence))) ??
    sentences.find(
      (sentence) =>
        sentence.role !== 'excluded' &&
        asking.some(({ line }) => Math.abs(sentence.line - line) <= REACH) &&
        OTHERWISE_BESIDE.test(words(sentence)),
    );
  const { start, end } = otherwise ?? first;
  return { value: otherwise === undefined, start, end };
}
