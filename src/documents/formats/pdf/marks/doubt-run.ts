import { isSame, isWhite } from '../colours.js';
import { covers } from '../geometry.js';
import type { GraphicsState } from './graphics-state.js';
import type { DrawnRun, SuspectRun } from './marked-runs.js';

/** Text rendering modes that paint outlines only, in a colour that is not followed (ISO 32000-1 table 106). */
const OUTLINE_MODES = new Set([1, 5]);

export type Doubt = Pick<SuspectRun, 'isWhite' | 'presumed'>;

/**
 * Why only the drawn page can tell whether a run is seen; null where there is no reason to doubt it.
 *
 * @param ground Colour of what was painted last where it begins; null where that is not known.
 * @param isGroundSure Whether everything that was painted is known.
 */
export function doubtRun(
  { start, end }: DrawnRun,
  { colour, clip, mode }: GraphicsState,
  ground: string | null,
  isGroundSure: boolean,
): Doubt | null {
  const white = isWhite(colour);
  if (white && isWhite(ground)) return { isWhite: true, presumed: isGroundSure ? 'hidden' : 'seen' };
  const isClear = ground !== null && colour !== null && !isSame(colour, ground) && !OUTLINE_MODES.has(mode);
  const isInside = covers(clip, ...start) || covers(clip, ...end);
  return isClear && isInside ? null : { isWhite: white, presumed: 'seen' };
}
