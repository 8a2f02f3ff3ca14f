import { z } from 'zod';
import { isCvOf } from '../candidates/duplicates/person-of.js';
import { namesAsked } from '../candidates/people-shown.js';
import type { Database } from '../database/client.js';
import { MAX_PAGES } from '../documents/limits.js';
import type { PageViewer } from '../documents/viewer/page-viewer.js';
import type { Actor } from '../http/actor.js';
import { readAs } from '../http/as-actor.js';
import { pageQuery } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import { defineRoute, STAFF, type Access, type Route } from '../http/route.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { listReviews, markReviewed, reviewPage } from './list-reviews.js';
import { createUploadReceiver } from './receive-upload.js';
import { cvView, spanPlaces, uploadReceipt } from './schema.js';
import { placesOfSpans, spanList } from './places-of-spans.js';
import { sendFile } from './send-file.js';
import { sendPagePicture } from './send-page-picture.js';
import { streamProgress } from './stream-progress.js';
import { takeUpload, type UploadDependencies } from './take-upload.js';
import { uploadForm } from './upload-fields.js';
import { viewCv } from './view-cv.js';
import { createCvWatch, type CvState } from './watch-cvs.js';

export interface CvDependencies extends UploadDependencies {
  readonly taxonomy: Taxonomy;
  readonly viewer: PageViewer;
  readonly uploadMaxBytes: number;
  readonly stopping: AbortSignal;
}

const THEIRS_OR_STAFF: Access = {
  kind: 'candidate_or_staff',
  roles: ['consultant', 'agency_staff', 'admin'],
};
const byId = z.object({ id: z.uuid() });

export function cvRoutes(dependencies: CvDependencies): Route[] {
  const { database, storage, taxonomy, viewer, stopping, uploadMaxBytes } = dependencies;
  const receive = createUploadReceiver(storage, uploadMaxBytes);
  const watch = createCvWatch(database);

  return [
    defineRoute({
      method: 'post',
      path: '/v1/cvs',
      tag: 'CVs',
      summary: 'Send a CV',
      description:
        'Anyone may. With a candidate link as bearer token it becomes a new version of that candidate’s CV; the ' +
        'telephone number and postcode on file follow what is sent; name and e-mail address stay. 202 means that the document is stored safely and will be read. The same ' +
        'document from the same e-mail address again is answered with 200 and the first id.',
      access: { kind: 'anyone' },
      idempotent: true,
      form: uploadForm,
      responses: {
        202: { description: 'Stored; it will be read.', schema: uploadReceipt },
        200: { description: 'We have this document from this person already.', schema: uploadReceipt },
      },
      problems: [
        'file_missing',
        'file_empty',
        'malformed_upload',
        'length_required',
        'file_too_large',
        'unsupported_file',
        'unsupported_media_type',
        'storage_full',
      ],
      async handle(call) {
        const { receipt, isNew } = await takeUpload(dependencies, receive, call);
        return {
          status: isNew ? 202 : 200,
          headers: { location: `/v1/cvs/${receipt.id}` },
          body: receipt,
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/cvs/{id}',
      tag: 'CVs',
      summary: 'What became of a CV and what was understood of it',
      description:
        'Candidates see their own as they wrote it. Staff see it without names, contact data and HCPC numbers unless they ask ' +
        'for them, and each look is recorded. `start` and `end` of a quote are places in the document as it was written, ' +
        'whatever is hidden in its words.',
      access: THEIRS_OR_STAFF,
      params: byId,
      query: z.object({ names: namesAsked }),
      responses: { 200: { description: 'The CV.', schema: cvView } },
      problems: ['not_found', 'text_unavailable'],
      async handle({ actor, params, query }) {
        const named = query.names === 'shown';
        return { status: 200, body: await viewCv(database, taxonomy, actor, params.id, named) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/cvs/{id}/events',
      tag: 'CVs',
      summary: 'Follow the reading of a CV',
      description:
        'Server-Sent Events named `progress`, whose data is a CvProgress object: the state now, then each change. The ' +
        'stream ends after a final state.',
      access: THEIRS_OR_STAFF,
      params: byId,
      responses: {
        200: { description: 'A stream of events.', contentType: 'text/event-stream' },
        204: { description: 'The final state has been seen already.' },
      },
      problems: ['not_found'],
      async handle({ actor, params, request, response }) {
        const state = await stateOf(database, actor, params.id);
        streamProgress(params.id, state, { watch, stopping }, request, response);
        return null;
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/cv-reviews',
      tag: 'CVs',
      summary: 'CVs whose reading somebody should look at',
      description:
        'Doubtful readings, documents that cannot be read, those that were given up on and those with hidden words, the oldest first, each with the reason. Nobody is ranked low in silence because a document was read badly.',
      access: STAFF,
      query: pageQuery,
      responses: { 200: { description: 'One page of them.', schema: reviewPage } },
      problems: ['invalid_cursor'],
      async handle({ query }) {
        return { status: 200, body: await listReviews(database, query) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/cvs/{id}/reviewed',
      tag: 'CVs',
      summary: 'Say that somebody has looked at a CV',
      description: 'It leaves the list of reviews until another reading of it says something else.',
      access: STAFF,
      params: byId,
      responses: { 204: { description: 'Noted.' } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        await markReviewed(database, actor, params.id);
        return { status: 204 };
      },
    }),
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
        await sendFile({ database, storage }, actor, params.id, request, response);
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
        await sendPagePicture({ database, storage, viewer }, actor, params, request, response);
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
        return {
          status: 200,
          body: await placesOfSpans({ database, storage, viewer }, params.id, query.spans),
        };
      },
    }),
  ];
}

async function stateOf(database: Database, actor: Actor, id: string): Promise<CvState> {
  const text = `SELECT status, outcome, format FROM cv WHERE id = $1 AND ($2::uuid IS NULL OR ${isCvOf('$2')})`;
  const values = [id, actor.kind === 'candidate' ? actor.candidateId : null];
  const { rows } = await readAs(database, actor, (sql) => sql.query<CvState>(text, values));
  const state = rows[0];
  if (!state) throw new Problem('not_found');
  return state;
}
