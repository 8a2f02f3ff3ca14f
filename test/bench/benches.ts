import { concepts } from './concepts.js';
import { extraction } from './extraction.js';
import type { Bench } from './harness.js';
import { latency } from './latency.js';
import { pages } from './pages.js';
import { rankedPage } from './ranked-page.js';
import { readingLoad } from './reading-load.js';
import { rerank } from './rerank.js';
import { sharedRun } from './shared-run.js';
import { steadyMemory } from './steady-memory.js';
import { uploads } from './upload.js';

/** All benches, in the order they run. */
export const benches: readonly Bench[] = [
  concepts,
  steadyMemory,
  extraction,
  uploads,
  rankedPage,
  pages,
  rerank,
  sharedRun,
  latency,
  readingLoad,
];
