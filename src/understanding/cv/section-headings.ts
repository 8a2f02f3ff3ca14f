import type { SectionKind } from '../profile.js';

export interface HeadingRule {
  readonly kind: SectionKind;
  readonly sense?: 'denied' | 'placements';
  readonly words: RegExp;
}

/** The first rule that fits decides, so what people deny or wish for stands before the general words. */
const RULES: readonly HeadingRule[] = [
  {
    kind: 'other',
    sense: 'denied',
    words:
      /^(?:what (?:i|this cv|this) (?:do(?:es)? not|don't|doesn't|am not|can't|cannot|have not|haven't|am less)|things i (?:cannot|can't|don't|have not|haven't)|not (?:me|my area|yet|in my experience|offered|my|covered|done|held|included|tried|worked|treated|trained|undertaken|part of)\b|(?:gaps|limits) (?:in|of|to) my (?:experience|practice)|what i'?m (?:not|less good)|(?:areas|things) (?:outside|not in)|outside my|my limits|limits\b|no experience|not done|where i am (?:not|weak)|i do not|what is missing|less (?:experience|good)|honest gaps|for honesty)/,
  },
  {
    kind: 'wishes',
    words:
      /^(?:what (?:i|sort of work i)(?:'m| am|'d| would)? ?(?:want|looking|after|hope|seek|like)|(?:things|areas|work|posts?|something|where|how) (?:that )?i(?:'d| would| should| still)? ?(?:like|love|want|hope|welcome)|what (?:next|now)|looking towards|next( steps?| move)?$|looking for|wanted$|seeking|(?:career )?(?:goals?|objectives?|aims?|aspirations?)|hopes?$|hopes and|(?:development|future|career) (?:goals?|plans?|aims?)|why i(?:'m| am) (?:looking|applying|moving|leaving)|post(?:s)? (?:applied|sought|wanted)|i(?:'m| am) looking for|ideal (?:post|job|role)|job sought|preferred|preferences|availability and (?:wishes|preferences)|target role|what i hope|the job i)/,
  },
  {
    kind: 'experience',
    sense: 'placements',
    words:
      /^(?:(?:student |practice |clinical |fieldwork |university |pre-registration )*placements?|fieldwork|practice education placements?)\b/,
  },
  { kind: 'references', words: /^(?:references?|referees?|two people will speak)\b/ },
  {
    kind: 'interests',
    words:
      /^(?:(?:personal |other |hobbies and |leisure )?interests?|hobbies|outside (?:of )?work|outside$|away from work|personal$|on a personal note|free time|leisure|about me$|a bit about me)\b/,
  },
  {
    kind: 'registration',
    words:
      /^(?:(?:professional )?(?:registrations?|memberships?|licensure|licences?)|professional (?:body|bodies|status)|register$|registration and|hcpc|professional$|licen[cs]es? and|memberships?)\b/,
  },
  {
    kind: 'education',
    words:
      /^(?:(?:academic |professional |key |relevant |formal )*(?:education|qualifications?|academic|degrees?|studies|schooling)|education (?:and|&)|qualifications? (?:and|&)|academic|university|certificates?$|awards?$)\b/,
  },
  {
    kind: 'training',
    words:
      /^(?:(?:further |mandatory |additional |post-?registration |recent |professional |relevant |key |other )*(?:training|courses?|cpd|continuing professional|continuous professional|learning|certifications?)|professional development|courses?(?: since| and|$)|development$)\b/,
  },
  {
    kind: 'skills',
    words:
      /^(?:(?:key |core |clinical |professional |technical |transferable |main |specialist |selected )*(?:skills?|competenc(?:y|ies|es)|capabilities|strengths|expertise|abilities|assessments?(?: tools)?|tools|knowledge|specialities|areas of (?:expertise|practice))|what i(?:'m| am) good at|things i can|it skills|skills i list|software|languages)\b/,
  },
  {
    kind: 'contact',
    words:
      /^(?:personal (?:details|information|data)|contact(?: details)?|details|name|address|e-?mail|tel(?:ephone)?|phone|mobile)\b/,
  },
  {
    kind: 'summary',
    words:
      /^(?:(?:professional |personal |career |executive )*(?:profile|summary|statement|overview|introduction)|about(?: me)?|who i am|key points|at a glance|highlights|opening statement|supporting (?:statement|information)|personal statement|professional profile|in short|in brief)\b/,
  },
  {
    kind: 'experience',
    words:
      /^(?:(?:professional |relevant |previous |prior |current |present |recent |clinical |work |nhs |other |earlier |paid |past |early |main |employment |post-?qualif\w+ |career )*(?:experience|employment|work|career|posts?|jobs?|roles?|positions?|history|employers?|appointments?|contracts?|assignments?|engagements?|practice(?! (?:educat|placement)))|(?:current|present|last) or most recent|earlier|before (?:that|i qualified|ot|qualifying)|where i(?: am now|'ve worked| have worked)|what i (?:do|did|used to do|have done)|what (?:a|the|my) |the team|my (?:own )?caseload|what i have changed|return to practice$|volunt\w+|work before|cases?\b|one case|service$|teaching$|publications?$|published$|research$|leadership$|the job)/,
  },
  {
    kind: 'other',
    words:
      /^(?:other|additional|further information|practical|driving|things (?:to know|people ask)|notes?|equal|health|declaration|gaps?$|languages?$|miscellaneous|personal circumstances|availability)\b/,
  },
];

/** A longer line is no heading. */
const HEADING_MAX = 70;

/** What headings are made of; of two words that begin alike the longer one stands first. */
const HEADING_WORDS =
  'professional|qualifications|qualification|registration|development|information|supporting|employment|experience|additional|references|placements|placement|statement|education|objective|memberships|membership|interests|clinical|training|personal|academic|previous|relevant|practice|referees|contact|details|summary|profile|history|current|skills|courses|career|hobbies|further|work|core|other|key|and|&';
const GLUED = new RegExp(`^(?:${HEADING_WORDS}){2,4}$`);
const EACH_WORD = new RegExp(HEADING_WORDS, 'g');
/** No single word of a heading that is made of two is shorter. */
const GLUED_MIN = 9;

/** "WORKEXPERIENCE": a heading whose blanks were lost when the document was made or read. In small letters. */
function withBlanks(words: string): string {
  const glued = words.length >= GLUED_MIN && !words.includes(' ') && GLUED.test(words);
  return glued ? words.replace(EACH_WORD, ' $&').trimStart() : words;
}

/** Words in capitals at the beginning of a line, before a word that is not. */
const CAPITALS =
  /^([A-Z][A-Z'&/-]+(?:[ ,]{1,2}[A-Z][A-Z'&/-]+){0,5})[ ,]{0,2}(?=[A-Z][a-z]|I |[^A-Za-z]*$|[A-Z]{2,5}\b)/;

/** A heading on a line of its own, or the word before a colon or in capitals at the line's beginning. */
export function readHeading(content: string): { rule: HeadingRule; length: number } | null {
  const colon = content.includes(':') ? /^([^:.]{3,60}):(?:\s|$)/.exec(content) : null;
  const question = content.includes('?') ? /^([^?:.]{4,40})\?\s/.exec(content) : null;
  const capitals = CAPITALS.exec(content.slice(0, HEADING_MAX + 20));
  const candidates = [
    content.length <= HEADING_MAX ? content : null,
    colon?.[1],
    question?.[1],
    capitals?.[1],
  ];
  for (const candidate of candidates) {
    if (candidate == null || candidate.trim() === '') continue;
    const whole = candidate === content;
    if (whole && !looksLikeHeading(content)) continue;
    const words = withBlanks(
      candidate
        .toLowerCase()
        .replace(/^[\W\d_]+/, '')
        .replace(/[\s:–—-]+$/, ''),
    );
    const rule = RULES.find((known) => known.words.test(words));
    if (rule === undefined) continue;
    if (!whole && (rule.kind === 'contact' || words.split(' ').length > 7)) continue;
    return { rule, length: candidate.trimEnd().length };
  }
  return null;
}

function looksLikeHeading(content: string): boolean {
  if (/[.;!]$/.test(content) || /[@|]/.test(content) || content.split(' ').length > 10) return false;
  if (/\d{4}/.test(content) && !/^what |^courses|^training/i.test(content)) return false;
  return !/\b(?:NHS|Trust|Council|Hospital|Band|Ltd)\b/.test(content);
}
