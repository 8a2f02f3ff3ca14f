/** `[a b c d e f]`: x' = ax + cy + e, y' = bx + dy + f (ISO 32000-1, 8.3.3). */
export type Matrix = readonly [number, number, number, number, number, number];
/** Left, bottom, right, top. */
export type Box = readonly [number, number, number, number];

/** The matrix that applies `inner` first, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** The upright box around `box` after `matrix`. */
export function boxOf(box: Box, matrix: Matrix): Box {
  const [a, b, c, d, e, f] = matrix;
  const [left, bottom, right, top] = box;
  const corners = [
    [left, bottom],
    [left, top],
    [right, bottom],
    [right, top],
  ] as const;
  const xs = corners.map(([x, y]) => a * x + c * y + e);
  const ys = corners.map(([x, y]) => b * x + d * y + f);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

export function covers(box: Box, x: number, y: number): boolean {
  return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
}

export function intersect(a: Box, b: Box): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

/** Points of a page, found again within about half a point. */
export interface PointSet {
  /** @param text What begins there. */
  add(x: number, y: number, text?: string): void;
  has(x: number, y: number): boolean;
  textsAt(x: number, y: number): readonly string[];
}

/** @param before A set whose points are in the new one too. */
export function createPointSet(before?: PointSet): PointSet {
  const cells = new Map<string, string[]>();
  const nudges = [-0.3, 0.3];
  const cellOf = (x: number, y: number): string => `${Math.round(x)} ${Math.round(y)}`;
  const cellsNear = (x: number, y: number): string[] => [
    ...new Set(nudges.flatMap((dx) => nudges.map((dy) => cellOf(x + dx, y + dy)))),
  ];
  return {
    add(x, y, text = '') {
      const cell = cellOf(x, y);
      const texts = cells.get(cell);
      if (texts) texts.push(text);
      else cells.set(cell, [text]);
    },
    has: (x, y) => cellsNear(x, y).some((cell) => cells.has(cell)) || before?.has(x, y) === true,
    textsAt: (x, y) => [
      ...cellsNear(x, y).flatMap((cell) => cells.get(cell) ?? []),
      ...(before?.textsAt(x, y) ?? []),
    ],
  };
}
