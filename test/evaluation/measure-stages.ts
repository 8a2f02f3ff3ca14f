import { STAGES, type Stage } from '../../src/taxonomy/concept.js';

export type StageOrNone = Stage | 'none';

export interface StageFigures {
  readonly exact: number;
  readonly within1: number;
  /** True stage → stage read → how many. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** `none` (not an occupational therapist, or nothing read) is a class of its own: no stage is within one of it. */
export function measureStages(
  pairs: readonly { readonly truth: StageOrNone; readonly read: StageOrNone }[],
): StageFigures {
  const confusion: Record<string, Record<string, number>> = {};
  let exact = 0;
  let within1 = 0;
  for (const { truth, read } of pairs) {
    const row = (confusion[truth] ??= {});
    row[read] = (row[read] ?? 0) + 1;
    if (truth === read) exact += 1;
    if (truth === read || (truth !== 'none' && read !== 'none' && stepsBetween(truth, read) === 1)) {
      within1 += 1;
    }
  }
  const total = Math.max(1, pairs.length);
  return { exact: exact / total, within1: within1 / total, confusion };
}

function stepsBetween(a: Stage, b: Stage): number {
  return Math.abs(STAGES.indexOf(a) - STAGES.indexOf(b));
}
