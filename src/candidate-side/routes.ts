import type { Database } from '../database/client.js';
import type { Idempotency } from '../http/idempotency.js';
import type { Route } from '../http/route.js';
import type { Enqueue } from '../queue/contracts.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { correctionRoutes } from './correction-routes.js';
import { heldRoutes } from './held-routes.js';
import { questionRoutes } from './question-routes.js';
import { requestRoutes } from './request-routes.js';

export interface CandidateSideDependencies {
  readonly database: Database;
  readonly enqueue: Enqueue;
  readonly taxonomy: Taxonomy;
  readonly idempotency: Idempotency;
}

export function candidateSideRoutes(dependencies: CandidateSideDependencies): Route[] {
  const { database } = dependencies;
  return [
    ...correctionRoutes(dependencies),
    ...questionRoutes(dependencies),
    ...requestRoutes(database),
    ...heldRoutes(database),
  ];
}
