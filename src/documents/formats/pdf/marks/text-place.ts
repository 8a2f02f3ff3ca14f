import { multiply, type Matrix } from '../geometry.js';
import { isMatrix, type Handler } from './graphics-state.js';

/** Follows the operators that say where text is shown next (ISO 32000-1, 9.4.2). */
export function followTextPlace(): {
  now(): Matrix;
  readonly handlers: Readonly<Record<string, Handler>>;
} {
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  let leading = 0;
  const moveText: Handler = ([x, y]) => {
    matrix = multiply(matrix, [1, 0, 0, 1, Number(x), Number(y)]);
  };
  return {
    now: () => matrix,
    handlers: {
      beginText: () => (matrix = [1, 0, 0, 1, 0, 0]),
      setTextMatrix: ([given]) => {
        const numbers = Object.values((given ?? {}) as Record<string, unknown>);
        if (isMatrix(numbers)) matrix = numbers;
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
