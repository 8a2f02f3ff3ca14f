import { z } from 'zod';
import type { Database } from '../database/client.js';
import type { PageSpan, WordPlace } from '../documents/reading.js';
import { boxFinder } from '../documents/viewer/find-boxes.js';
import type { PageViewer } from '../documents/viewer/page-viewer.js';
import { Problem } from '../http/problem.js';
import type { Storage } from '../storage/storage.js';
import type { Span } from '../understanding/profile.js';
import { lookAtPages } from './look-at-pages.js';
import type { spanPlaces } from './schema.js';
import { openText, STORED_TEXT, type StoredText } from './text/stored-text.js';

const MOST_SPANS = 200;

/** `120-164,310-352` */
export const spanList = z
  .string()
  .max(4_000)
  .regex(/^\d{1,7}-\d{1,7}(,\d{1,7}-\d{1,7})*$/, 'start-end,start-end')
  .transform((list) =>
    list.split(',').map((pair) => {
      const [start = 0, end = 0] = pair.split('-').map(Number);
      return { start, end };
    }),
  )
  .refine((spans) => spans.length <= MOST_SPANS, `At most ${MOST_SPANS} spans.`)
  .refine((spans) => spans.every(({ start, end }) => start < end), 'Each span must end after it begins.');

interface PlacedText extends StoredText {
  readonly pages: readonly PageSpan[];
  readonly recognised_words: readonly WordPlace[];
}

/**
 * Where spans of a CV's text stand on the pages of its PDF, photo or scan. Worked out from the document at every call; what was recognised
 * has its places from the reading.
 *
 * @throws Problem `not_found` also for a CV without text; `file_unavailable`; `text_unavailable`; `no_page_picture`;
 *   `page_viewer_busy`.
 */
export async function placesOfSpans(
  {
    database,
    storage,
    viewer,
  }: { readonly database: Database; readonly storage: Storage; readonly viewer: PageViewer },
  cvId: string,
  spans: readonly Span[],
): Promise<z.input<typeof spanPlaces>> {
  const placed = await lookAtPages({ database, storage }, cvId, (document) => viewer.places(document));
  const { rows } = await database.pool.query<PlacedText>(
    `SELECT ${STORED_TEXT}, t.pages, t.recognised_words FROM cv_text t WHERE t.cv_id = $1`,
    [cvId],
  );
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  const { text } = openText(database.keys, row);
  const boxesOf = boxFinder(text, row.pages, placed, row.recognised_words);
  return {
    cvId,
    pages: placed.map(({ page, width, height }) => ({ page, width, height })),
    spans: spans.map(({ start, end }) => ({ start, end, boxes: boxesOf({ start, end }) })),
  };
}
