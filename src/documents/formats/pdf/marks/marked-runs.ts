import { createPointSet, type PointSet } from '../geometry.js';

/** Runs of text of one kind: what they say, how many letters, and where on the page they start. */
export interface MarkedRuns {
  readonly pieces: readonly string[];
  readonly letters: number;
  readonly starts: PointSet;
}

/** Text that may be out of sight: only the drawn page can tell. */
export interface SuspectRun {
  readonly text: string;
  readonly letters: number;
  /** Where it begins and ends on its baseline, and the size of its type, in units of the page. */
  readonly start: readonly [x: number, y: number];
  readonly end: readonly [x: number, y: number];
  readonly size: number;
}

export interface RunCollector extends MarkedRuns {
  add(text: string, letters: number, start?: readonly [x: number, y: number]): void;
}

/** Collects runs of one kind. */
export function collectRuns(): RunCollector {
  const pieces: string[] = [];
  const starts = createPointSet();
  let sum = 0;
  return {
    pieces,
    starts,
    get letters() {
      return sum;
    },
    add(text, letters, start) {
      pieces.push(text);
      sum += letters;
      if (start) starts.add(...start);
    },
  };
}
