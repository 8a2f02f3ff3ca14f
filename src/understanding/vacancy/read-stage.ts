import { STAGES, type Sector, type Stage } from '../../taxonomy/concept.js';
import type { Pay } from '../criteria.js';
import { spanOf, type PreparedText } from '../prepare-text.js';
import type { StageReading, StageReason } from '../profile.js';
import { bandOfPay } from './band-of-pay.js';
import { firstMatch, type Found } from './found.js';
import type { AdvertSentence } from './parts.js';
import { bandsNamed } from './read-band.js';
import { STAGE_CUES } from './stage-cues.js';
import { titleKind, type Counts } from './title-stages.js';

export interface StageClues {
  readonly title: Found<string> | null;
  /** Band that the header states. */
  readonly headerBand: Found<string> | null;
  /** Band that the text states for the post. */
  readonly bandOfPost: Found<string> | null;
  readonly grade: Found<string> | null;
  readonly pay: Found<Pay> | null;
  readonly sector: Sector | null;
}

/** Agenda for Change bands on the five stages. Source: national job profiles for occupational therapy. */
const STAGE_OF_BAND: Readonly<Record<string, Stage>> = {
  '2': 'support_worker',
  '3': 'support_worker',
  '4': 'support_worker',
  '5': 'occupational_therapist',
  '6': 'senior_specialist',
  '7': 'advanced',
};

/** Councils with a career grade number its levels from the newly qualified on. */
const STAGE_OF_LEVEL: Readonly<Record<string, Stage>> = {
  '1': 'occupational_therapist',
  '2': 'senior_specialist',
  '3': 'advanced',
  '4': 'advanced',
};

/** Percentage given to the stage that explicit words name, the rest going to its neighbours. */
const CERTAIN = { band: 96, pay: 90, level: 86 } as const;

/**
 * Stage of the post: what an explicit band says, else pay on a band's scale, else a council's level, else title and
 * duties weighed together by how often each goes with a stage in real adverts (naive Bayes with halved evidence, since
 * the cues go together).
 */
export function readStage(
  prepared: PreparedText,
  sentences: readonly AdvertSentence[],
  clues: StageClues,
): StageReading {
  const explicit = explicitStage(clues);
  if (explicit !== null) {
    const { stage, certain, source, place } = explicit;
    return {
      stage,
      distribution: peaked(stage, certain),
      reasons: [{ stage, source, evidence: spanOf(prepared, place) }],
    };
  }
  return weighed(prepared, sentences, clues.title);
}

interface ExplicitStage {
  readonly stage: Stage;
  readonly certain: number;
  readonly source: StageReason['source'];
  readonly place: Found<unknown>;
}

function explicitStage({ headerBand, bandOfPost, grade, pay, sector }: StageClues): ExplicitStage | null {
  // A council's pay falls between the NHS bands and says nothing of the stage.
  const paid = pay === null || sector === 'local_authority' ? null : bandOfPay(pay.value);
  if (headerBand !== null) {
    const named = bandsNamed(headerBand.value);
    // A range such as 5/6 is settled by the pay, else by its lower end, at which a person starts.
    const band = named.find((one) => one === paid) ?? named[0] ?? headerBand.value;
    return { stage: stageOfBand(band), certain: CERTAIN.band, source: 'band', place: headerBand };
  }
  if (pay !== null && paid !== null) {
    return { stage: stageOfBand(paid), certain: CERTAIN.pay, source: 'band', place: pay };
  }
  const level = /^level (\d)/i.exec(grade?.value ?? '')?.[1];
  const stageOfLevel = level === undefined ? undefined : STAGE_OF_LEVEL[level];
  if (grade !== null && stageOfLevel !== undefined) {
    return { stage: stageOfLevel, certain: CERTAIN.level, source: 'grade', place: grade };
  }
  if (bandOfPost === null) return null;
  const band = bandsNamed(bandOfPost.value)[0] ?? bandOfPost.value;
  return { stage: stageOfBand(band), certain: CERTAIN.band, source: 'band', place: bandOfPost };
}

function stageOfBand(band: string): Stage {
  return STAGE_OF_BAND[band] ?? 'consultant';
}

function weighed(
  prepared: PreparedText,
  sentences: readonly AdvertSentence[],
  title: Found<string> | null,
): StageReading {
  const kind = titleKind(title?.value ?? '');
  const spoken = sentences.filter(
    ({ role }) => role === 'duties' || role === 'must' || role === 'wants' || role === 'context',
  );
  const places: Found<string>[] = [];
  const logs = logShares(kind.counts, 1);
  for (const cue of STAGE_CUES) {
    const place = firstIn(prepared.text, spoken, cue.pattern);
    if (place === null) continue;
    places.push(place);
    logShares(cue.share, 2).forEach((log, stage) => (logs[stage] = (logs[stage] ?? 0) + log / 2));
  }
  const distribution = percentages(logs);
  const stage = STAGES.reduce((best, next) => (distribution[next] > distribution[best] ? next : best));
  const reasons: StageReason[] =
    title === null ? [] : [{ stage, source: 'title', evidence: spanOf(prepared, title) }];
  for (const place of places) reasons.push({ stage, source: 'duties', evidence: spanOf(prepared, place) });
  return { stage, distribution, reasons };
}

function firstIn(text: string, sentences: readonly AdvertSentence[], pattern: RegExp): Found<string> | null {
  for (const { start, end } of sentences) {
    const found = firstMatch(text, pattern, start, end);
    if (found !== null) return found;
  }
  return null;
}

/** Logarithms of the shares, smoothed so that what has not been seen stays possible. */
function logShares(counts: Counts, smoothing: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0) + smoothing * counts.length;
  return counts.map((count) => Math.log((count + smoothing) / total));
}

/** Whole percentages that add up to 100: the remainder goes to the likeliest stage. */
function percentages(logs: readonly number[]): Record<Stage, number> {
  const highest = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const whole = weights.map((weight) => Math.floor((100 * weight) / total));
  const rest = 100 - whole.reduce((sum, share) => sum + share, 0);
  return Object.fromEntries(
    STAGES.map((stage, i) => [stage, (whole[i] ?? 0) + (logs[i] === highest ? rest : 0)]),
  ) as Record<Stage, number>;
}

function peaked(stage: Stage, certain: number): Record<Stage, number> {
  const at = STAGES.indexOf(stage);
  const neighbours = [at - 1, at + 1].filter((index) => index >= 0 && index < STAGES.length);
  const share = Math.floor((100 - certain) / neighbours.length);
  return Object.fromEntries(
    STAGES.map((name, index) => [
      name,
      index === at ? 100 - share * neighbours.length : neighbours.includes(index) ? share : 0,
    ]),
  ) as Record<Stage, number>;
}
