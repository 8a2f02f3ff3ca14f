import { TIER } from './requirement-tables.js';
import type { Collector } from './slot-scorer.js';

/** The slots that may be among the best, in the order in which they came. */
export interface TopCollector extends Collector {
  readonly slots: readonly number[];
  readonly keys: readonly number[];
  readonly fits: readonly number[];
}

/**
 * Collects the `limit` highest keys: once it has so many, the floor rises with the lowest of them, so that fewer and
 * fewer people have to be looked at closely. Equal keys at the floor are all kept, since their ids decide.
 *
 * @param floor nobody below it is wanted, to begin with.
 * @param comesAfter whether a slot of this key takes part at all.
 */
export function collectTop(
  limit: number,
  floor: number,
  comesAfter: ((slot: number, key: number) => boolean) | null,
): TopCollector {
  const counts = new Int32Array(2 * TIER);
  const slots: number[] = [];
  const keys: number[] = [];
  const fits: number[] = [];
  /** Taken, with a key of at least the floor. */
  let above = 0;
  return {
    slots,
    keys,
    fits,
    floor: limit > 0 ? floor : 2 * TIER,
    take(slot, key, fit) {
      if (comesAfter !== null && !comesAfter(slot, key)) return;
      slots.push(slot);
      keys.push(key);
      fits.push(fit);
      counts[key] = (counts[key] as number) + 1;
      above += 1;
      while (above - (counts[this.floor] as number) >= limit) {
        above -= counts[this.floor] as number;
        this.floor += 1;
      }
    },
  };
}
