/**
 * Whose wish it is. CVs leave out the "I", so people named before a wish are mostly those the writer works with: "works with
 * children and wants to learn splinting". They wish themselves only as the subject of the wish, with nobody between.
 */

const ONE = '(?:person|patient|client|resident|tenant|family|parent|child|carer|user)';
const SEVERAL =
  '(?:people|persons|patients|clients|residents|tenants|families|parents|children|carers|users|somebody|someone)';
const DESCRIBED = String.raw`(?:(?:an?|the|my|our|their|his|her|each|every|any|some|many|most|all|both|these|those|other|another|older|younger|old|young|elderly|disabled|dying|adult|service|new|\w+['’]s) )`;
const PEOPLE = `(?:${DESCRIBED}{1,3}${ONE}|${DESCRIBED}{0,3}${SEVERAL})`;
const OPENS_CLAUSE = String.raw`(?:^\W*|[,;:–—(] ?|\b(?:when(?:ever)?|if|where|because|since|that|what(?:ever)?|how|why|whether|once|until|while|unless|although|though|but|so|than) )`;
const SUBJECT = `${OPENS_CLAUSE}(?:${PEOPLE} (?:and|or) )?${PEOPLE}`;
/** "Often", "really", "may": what stands between a subject and its verb. */
const MANNER = String.raw`(?: (?:often|also|still|just|always|never|all|both|then|now|may|might|could|will|do|did|have|had|themselves|\w+ly))`;
const BE = "(?: (?:is|are|was|were|be|been|feels?|felt|seems?|seemed)|['’](?:s|re))";

/** "When a person wants to die at home", "what older people would like". */
const SUBJECT_OF_VERB = new RegExp(`${SUBJECT}${MANNER}{0,2} ?$`, 'i');
const VERB =
  /^(?:would|['’]d|should|wants?|hopes?|wish(?:es)?|aims?|seeks?|plans?|intends?|expects?|apply|applied|aspires?)\b/i;
/** "If a family is keen to", "with somebody wanting": participles and adjectives are their own with these words alone. */
const SUBJECT_OF_BEING = new RegExp(
  String.raw`${SUBJECT}${MANNER}{0,2}${BE}${MANNER}{0,2} $|\b(?:with|for) some(?:body|one) $`,
  'i',
);
/** "People on the ward who hope to go home". */
const WHO = new RegExp(
  String.raw`\b(?:${ONE}|${SEVERAL})(?: (?!and\b|am\b|as\b|I\b)[\w-]+){0,3}? who${MANNER}{0,2}(?:${BE}${MANNER}?)? ?$`,
  'i',
);
const ADJECTIVES = String.raw`(?:(?!(?:for|with|of|to|by)\b)[\w-]+,? ){0,5}`;
/** "I am a person who wants to", "somebody who hopes to": the writer. */
const WRITER_WHO = new RegExp(
  String.raw`(?:\b(?:am|as|being|remain)|['’]m|^\W*) ?(?:one of (?:the|those) ${ADJECTIVES}people|(?:(?:an?|the (?:sort|kind|type) of) ${ADJECTIVES})?(?:person|somebody|someone|carer|parent)) who\b[^,;]*$`,
  'i',
);
/** "Helped clients to apply for", "encourage a child to develop skills in": what the writer brought about. */
const HELPED = new RegExp(
  String.raw`\b(?:help|support|enabl|encourag|assist|teach|taught|train|coach|allow|empower|prepar|advis)\w* ${PEOPLE} (?:to )?$`,
  'i',
);
const BARE_VERB = /^(?:apply|plan|aim|seek|develop|gain|step up|to progress)\b/i;
/** "Where they hope to"; he or she may be the writer of a CV in the third person, save for "what she hopes to". */
const PRONOUN = new RegExp(
  String.raw`(?:\bthey|\b(?:what(?:ever)?|when(?:ever)?|how|why|if|whether|things?|goals?|activit\w+) s?he)${MANNER}{0,2}(?:${BE}${MANNER}?)? ?$`,
  'i',
);

/**
 * True where clients, their families or people at large wish, and not the writer.
 *
 * @param before what stands before the cue in its sentence; its end is enough
 * @param cue the words that tell of wishing
 */
export function isTheirWish(before: string, cue: string): boolean {
  if (PRONOUN.test(before)) return true;
  if (WHO.test(before)) return !WRITER_WHO.test(before);
  if (BARE_VERB.test(cue) && HELPED.test(before)) return true;
  return VERB.test(cue) ? SUBJECT_OF_VERB.test(before) : SUBJECT_OF_BEING.test(before);
}
