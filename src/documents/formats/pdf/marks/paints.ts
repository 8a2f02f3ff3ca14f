import { covers, type Box } from '../geometry.js';
import type { DrawnRun } from './marked-runs.js';

/** What is painted with more hides what lies under it. */
const OPAQUE = 0.95;
/** The last so many shapes and pictures are looked at for what they cover, or what lies on them. */
const MOST_COVERS = 1_000;
const PAPER = '#ffffff';

interface Paint {
  readonly box: Box;
  /** Null: many, or not known. */
  readonly colour: string | null;
  readonly opaque: boolean;
  /** Number of runs of visible text that were shown before it. */
  readonly after: number;
}

export interface Paints {
  add(box: Box, colour: string | null, opacity: number, after: number): void;
  /** Colour of what was painted last at a point; null where it is not known. */
  groundAt(x: number, y: number): string | null;
  /** Those of the runs, in the order in which they were shown, whose both ends something was put over later. */
  covered(runs: readonly DrawnRun[]): ReadonlySet<DrawnRun>;
}

/** Shapes and pictures in the order in which they were painted. */
export function createPaints(): Paints {
  const painted: Paint[] = [];
  return {
    add: (box, colour, opacity, after) => painted.push({ box, colour, opaque: opacity > OPAQUE, after }),
    groundAt(x, y) {
      for (let n = painted.length - 1; n >= Math.max(0, painted.length - MOST_COVERS); n -= 1) {
        const paint = painted[n];
        if (paint && covers(paint.box, x, y)) return paint.colour;
      }
      return PAPER;
    },
    covered(runs) {
      const covering = painted.slice(-MOST_COVERS).filter(({ opaque }) => opaque);
      return new Set(
        runs.filter(({ start, end }, index) =>
          covering.some(({ box, after }) => after > index && covers(box, ...start) && covers(box, ...end)),
        ),
      );
    },
  };
}
