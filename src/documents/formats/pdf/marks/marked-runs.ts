import { createPointSet, type PointSet } from '../geometry.js';

/** Runs of text of one kind: what they say, how many letters, and where on the page they start. */
export interface MarkedRuns {
  readonly pieces: readonly string[];
  readonly letters: number;
  readonly starts: PointSet;
}

/** A run of text and where it was drawn. */
export interface DrawnRun {
  readonly text: string;
  readonly letters: number;
  /** Where it begins and ends on its baseline, and the size of its type, in units of the page. */
  readonly start: readonly [x: number, y: number];
  readonly end: readonly [x: number, y: number];
  readonly size: number;
}

/** Text that may be out of sight: only the drawn page can tell. */
export interface SuspectRun extends DrawnRun {
  /** Whether its letters are white. */
  readonly isWhite: boolean;
  /** Whether something was painted over it later. */
  readonly isCovered: boolean;
  /** What is taken for true where the page cannot be drawn. */
  readonly presumed: 'seen' | 'hidden';
}

export function lettersOf(runs: readonly DrawnRun[]): number {
  return runs.reduce((sum, { letters }) => sum + letters, 0);
}

export interface RunCollector extends MarkedRuns {
  add(text: string, letters: number, start?: readonly [x: number, y: number]): void;
}

/** Collects runs of one kind, after those that are there already. */
export function collectRuns(before?: MarkedRuns): RunCollector {
  const pieces: string[] = [...(before?.pieces ?? [])];
  const starts = createPointSet(before?.starts);
  let sum = before?.letters ?? 0;
  return {
    pieces,
    starts,
    get letters() {
      return sum;
    },
    add(text, letters, start) {
      pieces.push(text);
      sum += letters;
      if (start) starts.add(...start, text);
    },
  };
}
