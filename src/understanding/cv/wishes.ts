import { SECTORS, STAGES, type Sector, type Stage } from '../../taxonomy/concept.js';
import { stageOfBand } from '../stage-ladders.js';
import { findBands, findGrades, stageOfGrade } from './bands.js';
import { readTitle } from './job-titles.js';
import { matchesOf } from '../matches-of.js';
import { CONTRACTS, type Contract, type Span, type Wishes } from '../profile.js';

const SECTOR_WORDS: Readonly<Record<Sector, RegExp>> = {
  nhs: /\bNHS\b|\btrust\b|\bhospital\b|\bward\b/i,
  local_authority: /\bcouncil\b|\blocal authority\b|\badult social care\b|\bsocial services\b|\bborough\b/i,
  independent: /\bprivate (?:practice|sector|hospital)\b|\bindependent (?:sector|practice)\b/i,
  charity: /\bcharity\b|\bhospice\b|\bthird sector\b/i,
};
const CONTRACT_WORDS: Readonly<Record<Contract, RegExp>> = {
  permanent: /\bpermanent\b|\bsubstantive\b/i,
  locum: /\blocum\b|\bagency work\b|\bshort contracts?\b/i,
  bank: /\bbank\b(?! holiday)/i,
  fixed_term: /\bfixed[\s-]term\b|\bsecondment\b|\bmaternity cover\b/i,
};
const UNWANTED =
  /\b(?:not|no|never|don't|wouldn't|n't|rather than|instead of|out of|leave|leaving)\b[^,;.]{0,40}$/i;

/** "I'm also curious about hospital work": one sector more, which leaves those that were good before. */
const BESIDES = /\b(?:also|curious|as well|too|even|open to|would consider|not averse|not ruled out)\b/i;

/** A sentence that states a wish, and where the CV has it. */
export interface WishSentence {
  readonly words: string;
  readonly span: Span;
}

/** What sentences that state a wish ask for. A thing named behind a denial is not asked for. */
export function readWishes(sentences: readonly WishSentence[]): Wishes {
  const sectors = new Set<Sector>();
  const besides = new Set<Sector>();
  const stages = new Set<Stage>();
  const contracts = new Set<Contract>();
  const wanted = (sentence: string, place: number) => !UNWANTED.test(sentence.slice(0, place));
  const said: Partial<Record<keyof NonNullable<Wishes['said']>, Span>> = {};
  for (const { words: sentence, span } of sentences) {
    for (const sector of SECTORS) {
      const match = SECTOR_WORDS[sector].exec(sentence);
      if (match === null || !wanted(sentence, match.index)) continue;
      if (BESIDES.test(sentence)) {
        besides.add(sector);
        continue;
      }
      sectors.add(sector);
      said.sectors ??= span;
    }
    for (const contract of CONTRACTS) {
      const match = CONTRACT_WORDS[contract].exec(sentence);
      if (match === null || !wanted(sentence, match.index)) continue;
      contracts.add(contract);
      said.contracts ??= span;
    }
    for (const { stage, start } of stagesIn(sentence)) {
      if (!wanted(sentence, start)) continue;
      stages.add(stage);
      said.stages ??= span;
    }
  }
  return {
    sectors: SECTORS.filter((sector) => sectors.has(sector) || (sectors.size > 0 && besides.has(sector))),
    stages: STAGES.filter((stage) => stages.has(stage)),
    contracts: CONTRACTS.filter((contract) => contracts.has(contract)),
    said,
  };
}

/** "Band 6/7", "Band 6 or 7": the second figure. */
const BAND_PAIR = /\bbands?\s[2-9][a-d]?\s?(?:\/|or|to|[–-]|and)\s?([2-9][a-d]?)\b/gi;

function stagesIn(sentence: string): readonly { stage: Stage; start: number }[] {
  const found: { stage: Stage; start: number }[] = [];
  for (const { band, start } of findBands(sentence)) found.push({ stage: stageOfBand(band), start });
  for (const match of matchesOf(BAND_PAIR, sentence))
    found.push({ stage: stageOfBand((match[1] ?? '').toLowerCase()), start: match.index });
  for (const { grade, start } of findGrades(sentence)) {
    const stage = stageOfGrade(grade);
    if (stage !== null) found.push({ stage, start });
  }
  if (found.length > 0) return found;
  for (const part of sentence.split(/,|\bor\b|\band\b/)) {
    const title = readTitle(part);
    if (title !== null) found.push({ stage: title.stage, start: sentence.indexOf(part) + title.start });
  }
  return found;
}
