import { z } from 'zod';
import type { Database } from '../database/client.js';
import { MAX_PAGES } from '../documents/limits.js';
import type { PageViewer } from '../documents/viewer/page-viewer.js';
import { byId, defineRoute, type Route, STAFF } from '../http/route.js';
import type { Storage } from '../storage/storage.js';
import { placesOfSpans, spanList } from './places-of-spans.js';
import { spanPlaces } from './schema.js';
import { sendFile } from './send-file.js';
import { sendPagePicture } from './send-page-picture.js';

interface StoredDocuments {
  readonly database: Database;
  readonly storage: Storage;
  readonly viewer: PageViewer;
}

/** The document of a CV as it was sent, and pictures of its pages. */
export function documentRoutes(documents: StoredDocuments): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/cvs/{id}/file',
      tag: 'CVs',
      summary: 'Download the document as it was sent',
      description: 'Recorded in the audit trail.',
      access: STAFF,
      params: byId,
      responses: {
        200: { description: 'The document, as an attachment.', contentType: 'application/octet-stream' },
      },
      problems: ['not_found', 'file_unavailable'],
      async handle({ actor, params, request, response }) {
        await sendFile(documents, actor, params.id, request, response);
        return null;
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/cvs/{id}/pages/{page}.png',
      tag: 'CVs',
      summary: 'A page of a PDF, a photo or a scan as a picture',
      description:
        'As it is printed, or upright as the photo was taken, 1,100 pixels wide. Drawn in the sandbox at every call; recorded in the audit trail.',
      access: STAFF,
      params: byId.extend({ page: z.coerce.number().int().min(1).max(MAX_PAGES) }),
      responses: { 200: { description: 'The page.', contentType: 'image/png' } },
      problems: ['not_found', 'file_unavailable', 'no_page_picture', 'page_viewer_busy'],
      async handle({ actor, params, request, response }) {
        await sendPagePicture(documents, actor, params, request, response);
        return null;
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/cvs/{id}/places',
      tag: 'CVs',
      summary: 'Where words of a CV stand on its pages',
      description:
        'For a viewer that highlights quotes on the pages of a PDF, a photo or a scan. Spans are those of quotes, UTF-16 offsets into the ' +
        'text, e.g. `spans=120-164,310-352`. Other formats have no places.',
      access: STAFF,
      params: byId,
      query: z.object({ spans: spanList }),
      responses: { 200: { description: 'The places.', schema: spanPlaces } },
      problems: ['not_found', 'file_unavailable', 'text_unavailable', 'no_page_picture', 'page_viewer_busy'],
      async handle({ params, query }) {
        return { status: 200, body: await placesOfSpans(documents, params.id, query.spans) };
      },
    }),
  ];
}
