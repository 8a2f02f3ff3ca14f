import type { Clause } from './clauses.js';
import type { SentenceView } from './sentence-view.js';
import { matchesOf } from '../matches-of.js';
import { isTheirWish } from './their-wish.js';

const WISH =
  /\b(?:would (?:like|love|welcome|consider|be (?:happy|keen|glad|willing|interested))|'d (?:like|love|welcome|consider)|should like|keen (?:to|on)|hop(?:e|es|ing) (?:to|for|that|my|the|they)|want(?:s|ing)? (?:to|a|an|another|more|the|some)|wish(?:es|ing)? to|interested in|interest in (?:moving|developing|gaining|learning)|looking (?:for|to|at moving)|aim(?:s|ing)? (?:to|for)|my (?:\w+ )?(?:aim|goal|hope|dream|plan)\b[^.;]{0,40} is to (?:become|lead|move|work|train|qualify|gain|manage|take|return|specialise|progress|have|run|build|learn|join|complete|study)|ready (?:for a (?:move|change)|to move) (?:in)?to|heart (?:is )?set on|saving (?:up )?(?:for|towards)|looking forward to (?:an?|my|the) (?:chance|move|post|job|role|career|change)|aspir\w+|my ambition|seek(?:s|ing)?|plan(?:s|ning)? to|working towards|thinking (?:about|of)|intend(?:s|ing)? to|apply(?:ing)? (?:for|to)|applying (?:this|next|again|soon|in)\b[^.;,]{0,25} for|applied (?:once )?(?:for|to)|place pending|(?:have|got) a place|expect(?:s|ing)? to|open to|to progress to|step up to|eager to|develop(?:ing)? (?:my )?(?:skills|experience) in|gain(?:ing)? (?:more )?experience (?:in|of|with)|learning to drive|next step|portfolio due|(?:would|'d) (?:\w+ )?(?:move|leave) (?:\w+ )?for|curious about)\b|(?:\bI(?:'d| would)? |^\W*)prefer\b(?! (?:to|not)\b)|(?:^|[|•;–—.])\W*(?:wants?|wanted|wish(?:es|[\s-]?list)|ideal(?:ly)?(?: post| job| role)?|preferred(?: post| job| role)?):/gi;
const WISH_AFTER =
  /^[^.;]{0,30}\b(?:is (?:my|the) (?:next|ambition|goal|aim)|(?:is|are) (?:where|what) I(?:'d| would) (?:like|love|want)|interests me\b|appeals\b|would be (?:my|an?|the) (?:first|ideal|dream|perfect|natural)\b|(?:has |have )?(?:always |long |really )?(?:appeal(?:s|ed) to|attract(?:s|ed)|tempt(?:s|ed)|draws) me\b|would suit|pending\b|booked (?:for|in|on)\b|lined up\b)/i;
/** The words that `WISH_AFTER` looks for. */
const WISH_AFTER_WORD =
  /\bis (?:my|the) (?:next|ambition|goal|aim)|(?:is|are) (?:where|what) I|interests me|would be (?:my|an?|the) |appeal|attract|tempt|draws me|would suit|pending|booked|lined up/i;
/** Behind one of these the sentence speaks of what is, not of what is wished for. */
const WISH_ENDS =
  /;|\bbut\b|\. |\b(?:as|because) I (?:have|am|was)\b|\b(?:and|where) I (?:have|hold|run|lead|was)\b/i;

/** So many characters before a cue tell whose wish it is. */
const NEAR = 100;

/** The cues of wishing in a sentence; a denied wish ("don't want to") is none. */
export function findWishes(sentence: string): readonly Clause[] {
  return matchesOf(WISH, sentence)
    .filter(({ 0: cue, index }) => !isTheirWish(sentence.slice(Math.max(0, index - NEAR), index), cue))
    .filter((match) => !/n't\s*$/i.test(sentence.slice(Math.max(0, match.index - 5), match.index)))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

export function mayWishBehind(sentence: string): boolean {
  return WISH_AFTER_WORD.test(sentence);
}

/** A wish speaks for the rest of its sentence. */
export function isWished({ text, wishes, mayWishBehind }: SentenceView, start: number, end: number): boolean {
  const wished = wishes.some((cue) => cue.start < start && !WISH_ENDS.test(text.slice(cue.end, start)));
  return wished || (mayWishBehind && WISH_AFTER.test(text.slice(end, end + 60)));
}
