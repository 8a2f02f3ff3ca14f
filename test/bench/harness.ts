/**
 * Measures things beside each other. Absolute speeds of a shared machine wobble by a factor of two; a ratio of two
 * things measured alternately within seconds does not. So every figure here stands next to its anchor's, the rounds go
 * A B A B …, and a ratio is taken within each round before the median over the rounds.
 */

/** One thing that is measured. `round` does a fixed amount of work and may say itself how long it took, in ms. */
export interface Contender {
  readonly name: string;
  /** Units of work in one round: bytes, pages, calls … */
  readonly amount: number;
  /** The others are set in relation to it. */
  readonly anchor?: boolean;
  round(): Promise<number | undefined> | number | undefined;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface Row {
  readonly name: string;
  /** Units per second. */
  readonly rate: Spread;
  /** Ms per unit. */
  readonly ms: Spread;
  /** Own rate divided by each anchor's rate in the same round: above 1, faster than the anchor. */
  readonly ratios: Readonly<Record<string, Spread>>;
}

export interface Table {
  readonly bench: string;
  readonly title: string;
  /** What a unit is: `upload`, `CV`, `page` … */
  readonly unit: string;
  readonly rounds: number;
  readonly rows: readonly Row[];
  /** Figures without an anchor: latencies, counts, sizes. */
  readonly facts: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
  /** One-minute load average before and after. */
  readonly load: readonly [number, number];
}

/** What a bench says of itself. */
export type Measured = Omit<Table, 'bench' | 'load'>;

export interface Bench {
  readonly name: string;
  /** Sets up, measures and tears down. `note` prints a line of progress. */
  run(rounds: number, note: (text: string) => void): Promise<readonly Measured[]>;
}

/** Something that is done so often in one round, one time after the other. */
export function repeated(
  name: string,
  amount: number,
  once: () => Promise<unknown>,
  { anchor = false } = {},
): Contender {
  return {
    name,
    amount,
    anchor,
    async round() {
      for (let n = 0; n < amount; n += 1) await once();
      return undefined;
    },
  };
}

/** How long it takes each time, one time after the other, in ms. */
export async function timesOf(count: number, once: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const started = performance.now();
    await once();
    times.push(performance.now() - started);
  }
  return times;
}

/** Compiled code is at its best after some hundreds of calls, which are long behind a process that serves. */
const WARM_UP_MS = 3_000;

/**
 * Runs each contender to warm up, for `warmUpMs` and at least once, and then `rounds` times, alternately.
 *
 * @returns rows in the order of the contenders.
 */
export async function compare(
  contenders: readonly Contender[],
  rounds: number,
  warmUpMs = WARM_UP_MS,
): Promise<Row[]> {
  for (const contender of contenders) {
    const until = performance.now() + warmUpMs;
    do await timed(contender);
    while (performance.now() < until);
  }
  const times = contenders.map(() => [] as number[]);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) times[index]?.push(await timed(contender));
  }
  return contenders.map((contender, index) => rowOf(contender, times[index] ?? [], contenders, times));
}

function rowOf(
  contender: Contender,
  own: readonly number[],
  contenders: readonly Contender[],
  times: readonly (readonly number[])[],
): Row {
  const perUnit = own.map((ms) => ms / contender.amount);
  const ratios: Record<string, Spread> = {};
  for (const [index, other] of contenders.entries()) {
    if (other.anchor !== true || other === contender) continue;
    const theirs = (times[index] ?? []).map((ms) => ms / other.amount);
    ratios[other.name] = spread(perUnit.map((ms, round) => (theirs[round] ?? Number.NaN) / ms));
  }
  return { name: contender.name, rate: spread(perUnit.map((ms) => 1000 / ms)), ms: spread(perUnit), ratios };
}

async function timed(contender: Contender): Promise<number> {
  const started = performance.now();
  const said = await contender.round();
  return said ?? performance.now() - started;
}

/** @throws RangeError on no values. */
export function spread(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5), min: Math.min(...values), max: Math.max(...values) };
}

/**
 * Linear interpolation between closest ranks (type 7 of Hyndman and Fan, 1996).
 *
 * @throws RangeError on no values.
 */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined) throw new RangeError('no values');
  return below + (above - below) * (at - Math.floor(at));
}
