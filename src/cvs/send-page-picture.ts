import type { Request, Response } from 'express';
import { recordLook } from '../audit/append-look.js';
import type { Database } from '../database/client.js';
import type { PageViewer } from '../documents/viewer/page-viewer.js';
import type { Actor } from '../http/actor.js';
import type { Storage } from '../storage/storage.js';
import { lookAtPages } from './look-at-pages.js';

/**
 * Sends a page as a picture: what is in it shows, and nothing of it runs. The look is recorded before the first byte
 * leaves.
 *
 * @throws Problem `not_found`, `file_unavailable`, `no_page_picture` or `page_viewer_busy`.
 */
export async function sendPagePicture(
  {
    database,
    storage,
    viewer,
  }: { readonly database: Database; readonly storage: Storage; readonly viewer: PageViewer },
  actor: Actor,
  { id, page }: { readonly id: string; readonly page: number },
  request: Request,
  response: Response,
): Promise<void> {
  const picture = await lookAtPages({ database, storage }, id, (document) => viewer.picture(document, page));
  if (request.method !== 'HEAD') {
    await recordLook(database, { actor, action: 'cv.page_viewed', subject: `cv:${id}` });
  }
  response
    .status(200)
    .set({ 'content-type': 'image/png', 'content-length': String(picture.byteLength) })
    .end(request.method === 'HEAD' ? undefined : picture);
}
