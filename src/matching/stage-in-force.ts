import { STAGES, type Stage } from '../taxonomy/concept.js';
import type { VacancyReading } from '../understanding/criteria.js';
import { stageOfBand, stageOfLevel } from '../understanding/stage-ladders.js';
import { bandsNamed } from '../understanding/vacancy/read-band.js';
import { levelsNamed } from '../understanding/vacancy/read-grade.js';

/** What staff set of the place of a post on its ladder; undefined: as the text says, null: not stated. */
export interface SetPlace {
  readonly stage?: Stage | null | undefined;
  readonly band?: string | null | undefined;
  readonly grade?: string | null | undefined;
}

/**
 * The stage that is asked for: what staff set, else that of the band that staff set, of a range the lower end, at which a
 * person starts; else what was read.
 */
export function stageInForce({ stage, band }: SetPlace, reading: VacancyReading): Stage | null {
  if (stage !== undefined) return stage;
  if (typeof band !== 'string' || band === reading.band.value) return reading.stage.stage;
  return lowerStageOf(band);
}

/** The stage of a band, of a range that of its lower end. @param band As staff set it, such as 6 or 5/6. */
export function lowerStageOf(band: string): Stage | null {
  return stageOfBand(bandsNamed(band)[0] ?? band);
}

/** Where the post grows to from the stage in force: the upper end of its band or level. Null: it stays where it is. */
export function growthInForce(set: SetPlace, reading: VacancyReading): Stage | null {
  const stage = stageInForce(set, reading);
  const upper = upperEnd(set, reading);
  if (stage === null || upper === null) return null;
  return STAGES.indexOf(upper) > STAGES.indexOf(stage) ? upper : null;
}

/** What was read stands until staff set that which it was read from, as a band goes before a grade. */
function upperEnd({ band, grade }: SetPlace, reading: VacancyReading): Stage | null {
  if (typeof band === 'string') {
    const upper = bandsNamed(band)[1];
    return upper === undefined ? null : stageOfBand(upper);
  }
  const isOfBand = reading.band.value !== null;
  if (isOfBand && band === null) return null;
  if (!isOfBand && grade !== undefined) return stageOfLevel(Number(levelsNamed(grade ?? '')[1]));
  return reading.growsTo?.value ?? null;
}
