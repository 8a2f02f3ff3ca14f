import { STAGES, type Stage } from '../../taxonomy/concept.js';
import type { Counts } from './title-stages.js';

/** Logarithms of the shares, smoothed so that what has not been seen stays possible. */
export function logShares(counts: Counts, smoothing: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0) + smoothing * counts.length;
  return counts.map((count) => Math.log((count + smoothing) / total));
}

/** Whole percentages that add up to 100: the remainder goes to the likeliest stage. */
export function percentages(logs: readonly number[]): Record<Stage, number> {
  const highest = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const whole = weights.map((weight) => Math.floor((100 * weight) / total));
  const rest = 100 - whole.reduce((sum, share) => sum + share, 0);
  return Object.fromEntries(
    STAGES.map((stage, i) => [stage, (whole[i] ?? 0) + (logs[i] === highest ? rest : 0)]),
  ) as Record<Stage, number>;
}

/** A distribution around the stage that explicit words name: `certain` per cent there, the rest beside it. */
export function peaked(stage: Stage, certain: number): Record<Stage, number> {
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
