/** Degrees, WGS 84. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** How much of a postcode a position stands for, the roughest first: `LS`, `LS1`, `LS1 3EX`. */
export const PRECISIONS = ['area', 'district', 'full'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** Where somebody lives or works, as far as we know. */
export interface Place extends Position {
  readonly precision: Precision;
}
