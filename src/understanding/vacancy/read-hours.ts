import type { Hours, WorkPattern } from '../criteria.js';
import type { PreparedText } from '../prepare-text.js';
import type { Found } from './found.js';
import type { AdvertSentence } from './parts.js';

/** "37.5 hours per week", "37 hrs", "Hours: 22.5", "30 hours p/w". */
const WEEKLY =
  /\b(?:hours?(?: per week| of work| a week)?\s*[:–-]\s*(?:up to )?(\d{1,2}(?:\.\d{1,2})?)(?!\d|[.:]\d|\s*(?:%|am|pm|months?|days?))|(\d{1,2}(?:\.\d{1,2})?)[ -]?(?:hours?|hrs?)\b(?=$|\s*[,.;|()/+·–-]|\s(?:per|an?|each|over|weekly|week|pw|p\/w|mon\w*|or|and|with|to|full|part|permanent|including|fixed|temporary|term|flexible|job|x)\b)(?! (?:a|per|each) (?:day|shift)))/gi;
/** "0.6 WTE", "WTE 0.8", "1.0 FTE". */
const WHOLE_TIME =
  /\b(?:(0?\.\d{1,2}|1(?:\.0{1,2})?) ?(?:wte|fte)|(?:wte|fte)\s*:?\s*(0?\.\d{1,2}|1(?:\.0{1,2})?))\b/i;
const LEAST_WEEKLY = 4;
const MOST_WEEKLY = 48;

const PATTERNS: readonly (readonly [WorkPattern, RegExp])[] = [
  ['full_time', /\bfull[- ]?time\b|\bf\/t\b/i],
  ['part_time', /\bpart[- ]?time\b|\bp\/t\b/i],
  ['term_time', /\bterm[- ]?time\b|\bTTO\b/i],
  ['job_share', /\bjob[- ]?shar(e|es|ing)\b/i],
  ['annualised', /\bannuali[sz]ed hours\b/i],
  [
    'seven_days',
    /\b(seven|7)[- ]days?( (a|per) week| (rota|service|working|rotational))?\b|\b(weekends?|weekend working|bank holidays?) (rota|working|shifts?)\b|\bone weekend in\b/i,
  ],
  ['hybrid', /\bhybrid\b|\bhome[- ]?work(ing)?\b|\bwork(ing)? from home\b/i],
];

/** Hours a week, share of whole time and working patterns that the advert says of the post; null: none of them. */
export function readHours({ text }: PreparedText, sentences: readonly AdvertSentence[]): Found<Hours> | null {
  let weekly: Found<number> | null = null;
  let wholeTime: Found<number> | null = null;
  const patterns = new Map<WorkPattern, Found<WorkPattern>>();
  for (const { start, end, role } of sentences) {
    if (role === 'heading' || role === 'excluded') continue;
    const words = text.slice(start, end);
    weekly ??= weeklyHours(words, start);
    const share = WHOLE_TIME.exec(words);
    if (share !== null) {
      const value = Number(share[1] ?? share[2]);
      const at = start + share.index;
      wholeTime ??= { value, start: at, end: at + share[0].length };
    }
    for (const [pattern, form] of PATTERNS) {
      const match = form.exec(words);
      if (match === null || patterns.has(pattern)) continue;
      const at = start + match.index;
      patterns.set(pattern, { value: pattern, start: at, end: at + match[0].length });
    }
  }
  const place = weekly ?? wholeTime ?? [...patterns.values()].sort((a, b) => a.start - b.start)[0];
  if (place === undefined) return null;
  return {
    value: {
      weekly: weekly?.value ?? null,
      wholeTimeEquivalent: wholeTime?.value ?? null,
      patterns: PATTERNS.map(([pattern]) => pattern).filter((pattern) => patterns.has(pattern)),
    },
    start: place.start,
    end: place.end,
  };
}

function weeklyHours(words: string, offset: number): Found<number> | null {
  for (const match of words.matchAll(WEEKLY)) {
    const value = Number(match[1] ?? match[2]);
    if (value < LEAST_WEEKLY || value > MOST_WEEKLY) continue;
    // "within 24 hours", "48 hours of a referral": how fast, and not how long.
    if (/\b(within|every|after|under|than|in|next) $/i.test(words.slice(0, match.index))) continue;
    const start = offset + match.index;
    return { value, start, end: start + match[0].length };
  }
  return null;
}
