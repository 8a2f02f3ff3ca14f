import { STAGES, type Stage } from '../../taxonomy/concept.js';
import type { Found } from './found.js';
import { bandsNamed } from './read-band.js';
import type { StageClues } from './read-stage.js';
import { stageOfBand, stageOfLevel } from '../stage-ladders.js';
import { levelsNamed } from './read-grade.js';

/**
 * The stage that a post grows to: the upper end of its band or level ("Band 5/6", "Level 1/2"), where that is above the stage
 * that was read. Null: it stays where it is.
 */
export function readGrowth(
  { headerBand, bandOfPost, grade }: Pick<StageClues, 'headerBand' | 'bandOfPost' | 'grade'>,
  stage: Stage | null,
): Found<Stage> | null {
  const place = headerBand ?? bandOfPost ?? grade;
  if (place === null || stage === null) return null;
  const upper = place === grade ? stageOfLevel(Number(levelsNamed(place.value)[1])) : upperBand(place.value);
  return upper !== null && STAGES.indexOf(upper) > STAGES.indexOf(stage) ? { ...place, value: upper } : null;
}

function upperBand(band: string): Stage | null {
  const upper = bandsNamed(band)[1];
  return upper === undefined ? null : stageOfBand(upper);
}
