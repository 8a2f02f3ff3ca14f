import { STAGES, type Stage } from '../../taxonomy/concept.js';

/** `sure` per cent for the stage, the rest shared by its neighbours; whole numbers that add up to 100. */
export function distribute(stage: Stage, sure: number): Readonly<Record<Stage, number>> {
  const index = STAGES.indexOf(stage);
  const neighbours = [STAGES[index - 1], STAGES[index + 1]].filter((near) => near !== undefined);
  const rest = 100 - sure;
  const shares = Object.fromEntries(STAGES.map((each) => [each, 0])) as Record<Stage, number>;
  shares[stage] = sure;
  neighbours.forEach((near, i) => {
    const half = Math.floor(rest / neighbours.length);
    shares[near] = i === 0 ? rest - half * (neighbours.length - 1) : half;
  });
  return shares;
}
