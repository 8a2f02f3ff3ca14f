import { concepts } from './concepts.js';
import { extraction } from './extraction.js';
import type { Bench } from './harness.js';
import { latency } from './latency.js';
import { rankedPage } from './ranked-page.js';
import { rerank } from './rerank.js';
import { uploads } from './upload.js';

/** All benches, in the order they run. */
export const benches: readonly Bench[] = [concepts, extraction, uploads, rankedPage, rerank, latency];
