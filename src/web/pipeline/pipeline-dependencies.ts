import type { Database } from '../../database/client.js';
import type { Enqueue } from '../../queue/contracts.js';
import type { FiledEvidence } from '../../submissions/evidence.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';

export interface PipelinePageDependencies {
  readonly database: Database;
  readonly taxonomy: Taxonomy;
  readonly enqueue: Enqueue;
  readonly filedEvidence: FiledEvidence;
}
