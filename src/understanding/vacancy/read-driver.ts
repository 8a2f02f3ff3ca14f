import type { PreparedText } from '../prepare-text.js';
import type { Found } from './found.js';
import type { AdvertSentence } from './parts.js';

const DRIVER =
  /\b(car driver|(must|need to|able to|can) (\w+ )?drive|driving licen[cs]e|(full|clean|uk) (\w+ )?licen[cs]e|car (\+|and|&|plus) \w+|own (car|vehicle|transport)|(use of|access to) (a|your own|own) (car|vehicle)|car owner)\b/i;
/** The people whom the post works with learn to drive again. */
const OF_CLIENTS =
  /\b(their|patients?|clients?|people|service users?)\b( \w+){0,4} drive\b|\breturn(ing)? to driving\b/i;
/** An advert may not ask for a licence where others can get about in another way; then it is a question, not a gate. */
const OTHERWISE =
  /\b(or (otherwise|other means|(be able to |the ability to |can )?demonstrate|access to (a |some )?means|another way|an alternative|be able to travel|able to travel|the ability to travel|travel)|(other|alternative) means|means of (mobility|transport|travel\w*|meeting)|adjustments?|most people drive|travel independently|public transport)\b/i;

/** True: a driver is asked for. False: driving is named with another way of getting about. Null: not stated. */
export function readDriver(
  prepared: PreparedText,
  sentences: readonly AdvertSentence[],
): Found<boolean> | null {
  for (const { start, end, role } of sentences) {
    const text = prepared.text.slice(start, end);
    if (
      role === 'heading' ||
      role === 'excluded' ||
      role === 'wants' ||
      !DRIVER.test(text) ||
      OF_CLIENTS.test(text)
    )
      continue;
    return { value: !OTHERWISE.test(text), start, end };
  }
  return null;
}
