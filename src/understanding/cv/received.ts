import { DOING } from './doers.js';

/** A relative or friend of the writer. */
const RELATIVE =
  /\b(?:my|our) (?:own |late |elderly |younger |older |elder |disabled )*(?:cousin|sister|brother|mother|father|mum|dad|aunt|uncle|niece|nephew|son|daughter|grand(?:mother|father|parents?|son|daughter|ma|dad)|gran|nan|friend|husband|wife|parents?)\b/i;
/** Behind one of these the writer's own doing begins: "moved with my husband and joined a stroke ward". */
const OWN_DOING = new RegExp(`\\bI\\b|\\band ${DOING}`);
const DONE_TO_ME =
  /\bI(?: was| have been|'ve been| had been) (?:\w+ )?(?:seen (?:for|by|at|in)|treated|nursed|an? (?:in|out)?patient)\b|^\W*as an? (?:in|out)?patient\b|\b(?:made|fitted|prescribed) for (?:me|us)\b|\bI myself (?:needed|had|underwent|received)\b|\bon the receiving end of\b|\baccredited by\b|\bone of (?:them|whom)\b/i;

/** True where the clause names a relative of the writer at all. */
export function namesRelative(clause: string): boolean {
  return RELATIVE.test(clause);
}

/** "My father's stroke": what stands behind a relative is theirs, as far as the writer's own doing does not begin. */
export function isRelatives(before: string): boolean {
  const relative = RELATIVE.exec(before);
  return relative !== null && !OWN_DOING.test(before.slice(relative.index));
}

/** "I was seen for hand therapy": the writer was the patient, or was judged by somebody. */
export function isDoneToWriter(clause: string): boolean {
  return DONE_TO_ME.test(clause);
}
