import { z } from 'zod';
import { isCvOf } from '../candidates/duplicates/person-of.js';
import { namesAsked } from '../candidates/people-shown.js';
import type { Database } from '../database/client.js';
import type { PageViewer } from '../documents/viewer/page-viewer.js';
import type { Actor } from '../http/actor.js';
import { readAs } from '../http/as-actor.js';
import { Problem } from '../http/problem.js';
import { type Access, byId, defineRoute, type Route } from '../http/route.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { documentRoutes } from './document-routes.js';
import { createUploadReceiver } from './receive-upload.js';
import { reviewRoutes } from './review-routes.js';
import { cvView, uploadReceipt } from './schema.js';
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
    ...reviewRoutes(database),
    ...documentRoutes({ database, storage, viewer }),
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
