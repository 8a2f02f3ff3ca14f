/**
 * What a part of an advert is for. `duties`: what the post does; `must` and `wants`: what is asked of the person;
 * `aside`: employer's praise, benefits, contact, legal boilerplate; `open`: prose without a heading.
 */
export type PartKind = 'header' | 'duties' | 'must' | 'wants' | 'aside' | 'open';

/** In order: the first that fits decides, so the narrower ones come first. */
const HEADINGS: readonly (readonly [PartKind, RegExp])[] = [
  [
    'wants',
    /\b(desirable|advantage(ous)?|bonus|nice[ -]to[ -]have|preferred|glad to see|nice$|what (would|will|might|may|could) (also )?(help|be (useful|helpful))|(also )?(helpful|welcome)|(it )?(would|will|'d) (be (good|great|useful|helpful)|help) if|(we|i)( would|'d) (also )?(like|love)(?! (you|someone|somebody|people|an?|to (meet|hear|see|find))\b)|ideally)\b/i,
  ],
  [
    'duties',
    /\b(about the (job|role|post|position|opportunity)|(key |main |your )?(duties|responsibilit\w+|accountabilit\w+)|job (overview|summary|description|purpose)|the (job|role|post)|role (overview|summary|purpose)|main area|what (you('ll| will| would)|the (job|role|post)) .*\b(do(ing)?|looks? like|involves?)|hold you to account|the work|your role|you('ll| will) be (responsible for|doing|expected to)|responsible for|day[- ]to[- ]day|a typical (day|week))\b|^you will$/i,
  ],
  [
    'aside',
    /^why\b|\b(what (we|you('ll| will)?) (can )?(offer|get|receive)|(we|we're) offer(ing)?|in return|benefits|rewards?|why (work|join|choose|us)|who we are|small print|how to apply|appl(y|ying|ications?)|contact|enquir\w+|further (info\w*|details)|informal|closing|interviews?|equal(ity)?|diversity|inclusi\w+|safeguarding (statement|children)|additional information|disclosure|sponsorship|visas?|covid|vaccination|about (us|our|the (trust|council|organisation|company|employer|area)))\b/i,
  ],
  [
    'must',
    /\b(essential|person(al)? spec\w*|(you|we)('ll| will)? (need|require|must|should)\w*|you must( have)?|must[- ]haves?|needs? (from|to see)|requirements?|criteria|(who|what) (we are|we're|i am|i'm) looking for|(we|i)( would|'d) (like|love) (you|someone|somebody|people|an?)|(the )?(ideal|successful) (candidate|applicant)|about you|do you have|qualifications?( and \w+)?|skills( and \w+)?|experience( and \w+)?|knowledge( and \w+)?|are you|you (are|have)|you('ll| will) (be|have))\b/i,
  ],
];

/** "Person specification - E = essential, D = desirable" explains its letters and is no list of what is desirable. */
const LEGEND = /\W*\(?\b(e|essential) ?= ?e?.*$/i;

const LONGEST_HEADING = 70;

/** Kind of the part that a heading opens; null when the text is no heading that is known. */
export function kindOfHeading(text: string): PartKind | null {
  const heading = text
    .replace(LEGEND, '')
    .replace(/[\s:.?–-]+$/, '')
    .trim();
  if (heading.length === 0 || heading.length > LONGEST_HEADING) return null;
  for (const [kind, pattern] of HEADINGS) if (pattern.test(heading)) return kind;
  // "About Northtown": an employer or a place, since posts and people were seen to above.
  return /^about [\p{L}'’ -]+$/iu.test(heading) && !/\bteam|service|ward\b/i.test(heading) ? 'aside' : null;
}
