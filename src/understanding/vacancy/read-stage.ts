import { STAGES, type Sector, type Stage } from '../../taxonomy/concept.js';
import type { Pay } from '../criteria.js';
import { spanOf, type PreparedText } from '../prepare-text.js';
import type { StageReading, StageReason } from '../profile.js';
import { bandOfPay } from './band-of-pay.js';
import { firstMatch, type Found } from './found.js';
import { gradeCounts } from './grade-stages.js';
import type { AdvertSentence } from './parts.js';
import { bandsNamed } from './read-band.js';
import { stageOfBand, stageOfLevel } from '../stage-ladders.js';
import { levelsNamed } from './read-grade.js';
import { logShares, peaked, percentages } from './stage-distribution.js';
import { STAGE_CUES } from './stage-cues.js';
import { titleKind } from './title-stages.js';

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

/** Percentage given to the stage that explicit words name, the rest going to its neighbours. */
const CERTAIN = { band: 96, pay: 90, level: 86 } as const;

/**
 * Stage of the post: what an explicit band says, else pay on a band's scale, else a council's level, else title, council
 * grade and duties weighed together by how often each goes with a stage in real adverts (naive Bayes with halved evidence, since
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
  return weighed(prepared, sentences, clues);
}

interface ExplicitStage {
  readonly stage: Stage;
  readonly certain: number;
  readonly source: StageReason['source'];
  readonly place: Found<unknown>;
}

function explicitStage({
  title,
  headerBand,
  bandOfPost,
  grade,
  pay,
  sector,
}: StageClues): ExplicitStage | null {
  // A council's pay falls between the NHS bands and says nothing of the stage.
  const scale = pay === null || sector === 'local_authority' ? null : bandOfPay(pay.value);
  // A company that pays a therapist what the NHS pays an assistant does not make an assistant of them.
  const below = scale !== null && stageOfBand(scale) === 'support_worker' && isTherapist(title?.value ?? '');
  const paid = below ? null : scale;
  if (headerBand !== null) {
    const named = bandsNamed(headerBand.value);
    // A range such as 5/6 is settled by the pay, else by its lower end, at which a person starts.
    const band = named.find((one) => one === paid) ?? named[0] ?? headerBand.value;
    return { stage: stageOfBand(band), certain: CERTAIN.band, source: 'band', place: headerBand };
  }
  if (pay !== null && paid !== null) {
    return { stage: stageOfBand(paid), certain: CERTAIN.pay, source: 'band', place: pay };
  }
  const level = stageOfLevel(Number(levelsNamed(grade?.value ?? '')[0]));
  if (grade !== null && level !== null) {
    return { stage: level, certain: CERTAIN.level, source: 'grade', place: grade };
  }
  if (bandOfPost === null) return null;
  const band = bandsNamed(bandOfPost.value)[0] ?? bandOfPost.value;
  return { stage: stageOfBand(band), certain: CERTAIN.band, source: 'band', place: bandOfPost };
}

function isTherapist(title: string): boolean {
  return (
    /\b(?:occupational therapist|OT)s?\b/i.test(title) &&
    !/assist|support|technician|instructor|apprentice|student|aide/i.test(title)
  );
}

function weighed(
  prepared: PreparedText,
  sentences: readonly AdvertSentence[],
  { title, grade }: StageClues,
): StageReading {
  const kind = titleKind(title?.value ?? '');
  const spoken = sentences.filter(
    ({ role }) => role === 'duties' || role === 'must' || role === 'wants' || role === 'context',
  );
  const places: Found<string>[] = [];
  const logs = logShares(kind.counts, 1);
  const graded = grade === null ? null : gradeCounts(grade.value);
  if (graded !== null) add(logs, logShares(graded, 1), 1);
  for (const cue of STAGE_CUES) {
    const place = firstIn(prepared.text, spoken, cue.pattern);
    if (place === null) continue;
    places.push(place);
    add(logs, logShares(cue.share, 2), CUE_SHARE);
  }
  const distribution = percentages(logs);
  const stage = STAGES.reduce((best, next) => (distribution[next] > distribution[best] ? next : best));
  const reasons: StageReason[] =
    title === null ? [] : [{ stage, source: 'title', evidence: spanOf(prepared, title) }];
  if (grade !== null && graded !== null) {
    reasons.push({ stage, source: 'grade', evidence: spanOf(prepared, grade) });
  }
  for (const place of places) reasons.push({ stage, source: 'duties', evidence: spanOf(prepared, place) });
  return { stage, distribution, reasons };
}

/** Cues go together, so that each counts for half of what it would say alone. */
const CUE_SHARE = 0.5;

function add(logs: number[], more: readonly number[], share: number): void {
  more.forEach((log, stage) => (logs[stage] = (logs[stage] ?? 0) + log * share));
}

function firstIn(text: string, sentences: readonly AdvertSentence[], pattern: RegExp): Found<string> | null {
  for (const { start, end } of sentences) {
    const found = firstMatch(text, pattern, start, end);
    if (found !== null) return found;
  }
  return null;
}
