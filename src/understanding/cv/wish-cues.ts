import type { Clause } from './clauses.js';
import type { SentenceView } from './sentence-view.js';

const WISH =
  /\b(?:would (?:like|love|welcome|consider|be (?:happy|keen|glad|willing|interested))|'d (?:like|love|welcome|consider)|should like|keen (?:to|on)|hop(?:e|es|ing) (?:to|for|that)|want(?:s|ing)? (?:to|a|an|another|more|the|some)|wish(?:es|ing)? to|interested in|interest in (?:moving|developing|gaining|learning)|looking (?:for|to|at moving)|aim(?:s|ing)? (?:to|for)|aspir\w+|my ambition|seek(?:s|ing)?|plan(?:s|ning)? to|working towards|thinking (?:about|of)|intend(?:s|ing)? to|apply(?:ing)? (?:for|to)|applied (?:once )?(?:for|to)|place pending|(?:have|got) a place|expect(?:s|ing)? to|open to|to progress to|step up to|eager to|develop(?:ing)? (?:my )?(?:skills|experience) in|gain(?:ing)? (?:more )?experience (?:in|of|with)|next step|portfolio due)\b/gi;
const WISH_AFTER =
  /^[^.;]{0,30}\b(?:is (?:my|the) (?:next|ambition|goal|aim)|interests me|appeals|would suit|pending\b)/i;
/** Behind one of these the sentence speaks of what is, not of what is wished for. */
const WISH_ENDS =
  /;|\bbut\b|\. |\b(?:as|because) I (?:have|am|was)\b|\b(?:and|where) I (?:have|hold|run|lead|was)\b/i;

/** The cues of wishing in a sentence; a denied wish ("don't want to") is none. */
export function findWishes(sentence: string): readonly Clause[] {
  return [...sentence.matchAll(WISH)]
    .filter((match) => !/n't\s*$/i.test(sentence.slice(Math.max(0, match.index - 5), match.index)))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** A wish speaks for the rest of its sentence. */
export function isWished({ text, wishes }: SentenceView, start: number, end: number): boolean {
  const wished = wishes.some((cue) => cue.start < start && !WISH_ENDS.test(text.slice(cue.end, start)));
  return wished || WISH_AFTER.test(text.slice(end, end + 60));
}
