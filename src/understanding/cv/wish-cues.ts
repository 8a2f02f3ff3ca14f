import type { Clause } from './clauses.js';
import type { SentenceView } from './sentence-view.js';
import { matchesOf } from '../matches-of.js';
import { isTheirWish } from './their-wish.js';

const WISH =
  /\b(?:(?:would|'d) (?:most |very much |really |also |dearly )?(?:like|love|welcome|consider|relish|enjoy|appreciate|value|jump at|be (?:happy|keen|glad|willing|interested|delighted|pleased)|be (?:good|great|lovely|nice) to)|excited (?:by|about|at) the (?:prospect|idea|chance|thought|opportunity)|drawn (?:to|towards)|what (?:draws|attracts|interests|appeals to)|see myself|I(?:'m| am| feel) ready (?:for|to)|due to (?:start|begin|complete|finish|take|attend|sit|qualify|train|join|move)|booked (?:on|onto|in for)|accepted (?:on|onto)|I(?:'ll| will) be \w+ing|will (?:complete|start|begin|train|join|take up|undertake|qualify|enrol)|should like|keen (?:to|on|for)|I (?:do |really )?hope|next (?:year|month|spring|summer|autumn|term) I|about to (?:start|begin|take|join|move|qualify|complete)|hop(?:e|es|ing) (?:to|for|that|my|the|they)|want(?:s|ing)? (?:to|a|an|another|more|the|some|my (?:next|future))|wish(?:es|ing)? to|interested in|interest in (?:moving|developing|gaining|learning)|looking (?:for|to|at moving)|aim(?:s|ing)? (?:to|for)|my (?:\w+ )?(?:aim|goal|hope|dream|plan) is for|my (?:\w+ )?(?:aim|goal|hope|dream|plan)\b[^.;]{0,40} is to (?:become|lead|move|work|train|qualify|gain|manage|take|return|specialise|progress|have|run|build|learn|join|complete|study)|ready (?:for a (?:move|change)|to move) (?:in)?to|heart (?:is )?set on|saving (?:up )?(?:for|towards)|looking forward to (?:an?|my|the) (?:chance|move|post|job|role|career|change)|aspir\w+|my ambition|seek(?:s|ing)?|plan(?:s|ning)? (?:to|on \w+ing)|working towards|thinking (?:about|of)|intend(?:s|ing)? to|apply(?:ing)? (?:for|to)|applying (?:this|next|again|soon|in)\b[^.;,]{0,25} for|applied (?:once )?(?:for|to)|place pending|(?:have|got) a place|expect(?:s|ing)? to|open to|to progress to|step up to|eager (?:to|for)|(?:am|I'm|still|currently) (?:waiting for|awaiting)|develop(?:ing)? (?:my )?(?:skills|experience) in|gain(?:ing)? (?:more )?experience (?:in|of|with)|learning to drive|next step|portfolio due|(?:would|'d) (?:\w+ )?(?:move|leave) (?:\w+ )?for|curious about)\b|(?:\bI(?:'d| would)? |^\W*)prefer\b(?! (?:to|not)\b)|(?:^|[|•;–—.])\W*(?:(?:waiting for|awaiting) (?:an? |my )?(?:place|start date)\b|(?:(?:my|career|future|(?:long|short)[\s-]term) ){1,2}(?:goals?|aims?|plans?):|wants?:|(?:wanted|wish(?:es|[\s-]?list)|ambitions?|ideal(?:ly)?(?: post| job| role)?|preferred(?: post| job| role)?):)/gi;
const WISH_AFTER =
  /^[^.;]{0,30}\b(?:is (?:my|the) (?:next|ambition|goal|aim)|(?:is|are) (?:where |what |(?:the|an?) (?:\w+ ){1,3}?(?:(?:that|which|where) )?)I(?:'d| would) (?:most |really |very much )?(?:like|love|want)|interests me\b|appeals\b|would be (?:my|an?|the) (?:first|ideal|dream|perfect|natural)\b|(?:has |have )?(?:always |long |really )?(?:appeal(?:s|ed)? to|attract(?:s|ed)?|tempt(?:s|ed)|draws) me\b|would suit|is what I(?:'m| am) (?:after|looking for|hoping for)|(?:is|are) (?:planned|due) (?:for|in|next|this|to start)|to follow (?:this|next|in)\b|(?:starts|begins) (?:this|next)\b|pending\b|booked (?:for|in|on)\b|lined up\b)/i;
/** The words that `WISH_AFTER` looks for. */
const WISH_AFTER_WORD =
  /\bis (?:my|the) (?:next|ambition|goal|aim)|I(?:'d| would) (?:most|really|very|like|love|want)|interests me|would be (?:my|an?|the) |appeal|attract|tempt|draws me|would suit|after|looking for|hoping for|planned|due |to follow|starts|begins|pending|booked|lined up/i;
/** Behind one of these the sentence speaks of what is, not of what is wished for. */
const WISH_ENDS =
  /;|\bbut\b|\. |\b(?:as|because|though|although) (?:my\b|I (?:have|am|was)\b)|\b(?:and|where) I (?:have|hold|run|lead|was)\b/i;

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
