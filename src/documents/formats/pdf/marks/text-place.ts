import { multiply, type Matrix } from '../geometry.js';
import { isMatrix, type Handler } from './graphics-state.js';

/** Follows the operators that say where text is shown next (ISO 32000-1, 9.4.2), spacing between letters and words aside. */
export function followTextPlace(): {
  now(): Matrix;
  /** Text was shown that is so wide, in units of text space. */
  advance(width: number): void;
  readonly handlers: Readonly<Record<string, Handler>>;
} {
  /** Of the line; `along` is the way that text on it has come. */
  let line: Matrix = [1, 0, 0, 1, 0, 0];
  let along = 0;
  let leading = 0;
  const begin = (matrix: Matrix): void => {
    line = matrix;
    along = 0;
  };
  const moveText: Handler = ([x, y]) => {
    begin(multiply(line, [1, 0, 0, 1, Number(x), Number(y)]));
  };
  return {
    now: () => multiply(line, [1, 0, 0, 1, along, 0]),
    advance: (width) => (along += width),
    handlers: {
      beginText: () => begin([1, 0, 0, 1, 0, 0]),
      setTextMatrix: ([given]) => {
        const numbers = Object.values((given ?? {}) as Record<string, unknown>);
        if (isMatrix(numbers)) begin(numbers);
      },
      moveText,
      setLeadingMoveText: (args) => {
        leading = -Number(args[1]);
        moveText(args);
      },
      setLeading: ([distance]) => (leading = Number(distance)),
      nextLine: () => moveText([0, -leading]),
    },
  };
}
