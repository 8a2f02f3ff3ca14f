import type { z } from 'zod';
import type { CandidateMerge } from '../../database/generated/client.js';
import type { mergeView } from './schema.js';

export function presentMerge(merge: CandidateMerge): z.input<typeof mergeView> {
  return {
    id: merge.id,
    keptId: merge.keptId,
    mergedId: merge.mergedId,
    mergedAt: merge.mergedAt.toISOString(),
    undoneAt: merge.undoneAt?.toISOString() ?? null,
    cvs: merge.movedCvs.length,
  };
}
