import { concepts } from './concepts.js';
import type { Bench } from './harness.js';

/** All benches, in the order they run. */
export const benches: readonly Bench[] = [concepts];
