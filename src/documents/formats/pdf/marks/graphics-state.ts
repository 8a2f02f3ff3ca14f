import { boxOf, intersect, multiply, type Box, type Matrix } from '../geometry.js';

/** The part of the graphics state that matters here (ISO 32000-1, 8.4). */
export interface GraphicsState {
  readonly matrix: Matrix;
  /** Of filling, `#rrggbb`; null for a pattern. */
  readonly colour: string | null;
  /** Of rendering text. */
  readonly mode: number;
  /** Of the type. */
  readonly size: number;
  /** By which letters are drawn wider, 1 being as they are. */
  readonly stretch: number;
  readonly opacity: number;
  readonly clip: Box;
}

/** Takes the arguments of one drawing operator. */
export type Handler = (args: readonly unknown[]) => void;

export interface GraphicsFollower {
  now(): GraphicsState;
  /** A path ends, which the page is clipped to if an operator before it said so; null: of no known box. */
  endPath(box: Box | null): void;
  /** By the names of the operators in pdf.js. */
  readonly handlers: Readonly<Record<string, Handler>>;
}

const EVERYWHERE: Box = [-Infinity, -Infinity, Infinity, Infinity];

/** Follows the operators that change the graphics state. */
export function followGraphics(): GraphicsFollower {
  const saved: GraphicsState[] = [];
  let state: GraphicsState = {
    matrix: [1, 0, 0, 1, 0, 0],
    colour: '#000000',
    mode: 0,
    size: 1,
    stretch: 1,
    opacity: 1,
    clip: EVERYWHERE,
  };
  let clips = false;
  const save: Handler = () => saved.push(state);
  const restore: Handler = () => (state = saved.pop() ?? state);
  const transform = (matrix: unknown): void => {
    if (isMatrix(matrix)) state = { ...state, matrix: multiply(state.matrix, matrix) };
  };
  return {
    now: () => state,
    endPath(box) {
      if (clips && box) state = { ...state, clip: intersect(state.clip, boxOf(box, state.matrix)) };
      clips = false;
    },
    handlers: {
      save,
      restore,
      transform: (args) => transform(args),
      paintFormXObjectBegin: (args) => {
        save(args);
        transform(args[0]);
      },
      paintFormXObjectEnd: restore,
      setFillRGBColor: ([colour]) => (state = { ...state, colour: String(colour) }),
      setFillColorN: () => (state = { ...state, colour: null }),
      clip: () => (clips = true),
      eoClip: () => (clips = true),
      setFont: ([, size]) => (state = { ...state, size: Math.abs(Number(size)) || 1 }),
      setHScale: ([percent]) => (state = { ...state, stretch: Number(percent) / 100 || 1 }),
      setTextRenderingMode: ([mode]) => (state = { ...state, mode: Number(mode) }),
      setGState: ([entries]) => (state = { ...state, opacity: fillOpacity(entries) ?? state.opacity }),
    },
  };
}

/** Opacity for filling, `ca` of a graphics state; undefined where it does not say. */
function fillOpacity(entries: unknown): number | undefined {
  if (!Array.isArray(entries)) return undefined;
  return entries.find(
    (pair: unknown): pair is [string, number] => Array.isArray(pair) && pair[0] === 'ca',
  )?.[1];
}

export function isMatrix(value: unknown): value is Matrix {
  return Array.isArray(value) && value.length === 6 && value.every((number) => typeof number === 'number');
}
