import type { Database } from '../database/client.js';
import type { ViewedDocument } from '../documents/viewer/page-viewer.js';
import { ViewerBusyError } from '../documents/viewer/turns.js';
import { Problem } from '../http/problem.js';
import { readBytes, type Storage } from '../storage/storage.js';
import { asUnavailable } from './send-file.js';

/** Seconds after which a document that took too long has been given up. */
const RETRY_AFTER = '20';

/** Whether documents of this format have pages that can be drawn. */
export function hasPages(format: string): boolean {
  return ['pdf', 'jpeg', 'png', 'tiff'].includes(format);
}

/**
 * Has the pages of a CV's PDF, photo or scan looked at in the sandbox. Its bytes leave storage when it is its turn.
 *
 * @param look Null where there is nothing to see.
 * @throws Problem `not_found`; `file_unavailable` for what nobody is to open or what is gone; `no_page_picture` for other
 *   formats and where there is nothing to see; `page_viewer_busy`.
 */
export async function lookAtPages<T>(
  { database, storage }: { readonly database: Database; readonly storage: Storage },
  cvId: string,
  look: (document: ViewedDocument) => Promise<T | null>,
): Promise<T> {
  const cv = await database.prisma.cv.findUnique({
    where: { id: cvId },
    select: { storageKey: true, format: true, outcome: true },
  });
  if (!cv) throw new Problem('not_found');
  if (cv.outcome === 'infected') throw new Problem('file_unavailable');
  if (!hasPages(cv.format)) throw new Problem('no_page_picture');
  try {
    const seen = await look({ key: cv.storageKey, load: () => readBytes(storage, cv.storageKey) });
    if (seen === null) throw new Problem('no_page_picture');
    return seen;
  } catch (error) {
    if (error instanceof ViewerBusyError)
      throw new Problem('page_viewer_busy', { cause: error, headers: { 'retry-after': RETRY_AFTER } });
    throw asUnavailable(error);
  }
}
