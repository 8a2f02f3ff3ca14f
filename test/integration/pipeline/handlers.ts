import { randomUUID } from 'node:crypto';
import { judgeQuality } from '../../../src/documents/quality/judge-quality.js';
import type { Reading } from '../../../src/documents/reading.js';
import type { ExtractContext } from '../../../src/cvs/extract-cv.js';
import type { ProfileContext } from '../../../src/cvs/profile-cv.js';
import type { RankCandidateContext } from '../../../src/matches/rank-candidate.js';
import { createRankingIndexStore } from '../../../src/matches/ranking-index-store.js';
import type { RankContext } from '../../../src/matches/rank-vacancies.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import type { Pipeline } from '../../fixtures/pipeline.js';

export type AllContexts = ExtractContext & ProfileContext & RankContext & RankCandidateContext;

/** What a worker gives its handlers, in this process, with a reader that takes every document for plain text. */
export function createContext(pipeline: Pipeline, changes: Partial<AllContexts> = {}): AllContexts {
  const taxonomy = changes.taxonomy ?? loadTaxonomy();
  return {
    database: pipeline.database,
    storage: pipeline.storage,
    reader: plainReader(),
    scanner: null,
    enqueue: () => Promise.resolve(true),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    worker: `test-${randomUUID()}`,
    leaseSeconds: 30,
    taxonomy,
    ranking: createRankingIndexStore(taxonomy),
    openVacancies: new Map(),
    ...changes,
  };
}

/** A reader that stands in for the sandbox, which has tests of its own. `before` may wait or throw. */
export function plainReader(before: () => Promise<void> = () => Promise.resolve()): ExtractContext['reader'] {
  return {
    async read(bytes) {
      await before();
      const text = Buffer.from(bytes).toString('utf8');
      const reading: Reading = {
        outcome: 'read',
        format: 'txt',
        text,
        pages: [{ page: 1, start: 0, end: text.length }],
        truncated: false,
        flags: [],
        quality: judgeQuality({ text, pages: 1, picturePages: 0, confidences: [], truncated: false }),
        hiddenText: [],
        recognisedWords: [],
        detail: null,
      };
      return reading;
    },
  };
}

/** A promise and what settles it. */
export function createGate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
