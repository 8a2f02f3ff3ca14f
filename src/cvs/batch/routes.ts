import { z } from 'zod';
import { namesAsked } from '../../candidates/people-shown.js';
import { byId, defineRoute, type Route, STAFF } from '../../http/route.js';
import { createCvWatch } from '../watch-cvs.js';
import { PEOPLE_TEMPLATE } from './people-list.js';
import { batchForm, batchView } from './schema.js';
import { streamBatch } from './stream-batch.js';
import { takeBatch, type BatchDependencies } from './take-batch.js';
import { showBatch, viewBatch } from './view-batch.js';

const tag = 'CVs';

/** Many CVs at once, by staff. */
export function batchRoutes(dependencies: BatchDependencies & { readonly stopping: AbortSignal }): Route[] {
  const { database, stopping } = dependencies;
  const watch = createCvWatch(database);
  return [
    defineRoute({
      method: 'post',
      path: '/v1/cv-batches',
      tag,
      summary: 'Send many CVs at once',
      description:
        'CVs, or ZIPs of CVs, that people gave to the agency, with a list that says whose each is. Every file goes the way of a single upload: one that is refused, with the code of a problem, does not stop the others, and one that was here before is not stored again. Folders in a ZIP do not count, so each file needs a name of its own: files of the same name are refused, all of them, since nothing says whose each is; a file that two lines of the list name is refused as well. A ZIP within a ZIP is refused.',
      access: STAFF,
      idempotent: true,
      form: batchForm,
      responses: { 202: { description: 'What became of each file so far.', schema: batchView } },
      problems: [
        'file_missing',
        'malformed_upload',
        'malformed_table',
        'table_too_large',
        'batch_too_large',
        'length_required',
        'file_too_large',
        'unsupported_media_type',
        'storage_full',
      ],
      async handle(call) {
        const id = await takeBatch(dependencies, call);
        const headers = { location: `/v1/cv-batches/${id}` };
        return { status: 202, headers, body: await viewBatch(database, id) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/cv-batches/people.csv',
      tag,
      summary: 'A list of people to fill in',
      access: STAFF,
      responses: { 200: { description: 'Its first lines.', contentType: 'text/csv' } },
      handle() {
        const headers = { 'content-disposition': 'attachment; filename="people.csv"' };
        return Promise.resolve({ status: 200, headers, body: PEOPLE_TEMPLATE });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/cv-batches/{id}',
      tag,
      summary: 'What became of many CVs that were sent at once',
      description: 'For 30 days; the CVs themselves stay.',
      access: STAFF,
      params: byId,
      query: z.object({ names: namesAsked }),
      responses: { 200: { description: 'Each file with its state.', schema: batchView } },
      problems: ['not_found'],
      async handle({ actor, params, query }) {
        return { status: 200, body: await showBatch(database, actor, params.id, query.names === 'shown') };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/cv-batches/{id}/events',
      tag,
      summary: 'Follow the reading of many CVs',
      description:
        'Server-Sent Events named `progress` with `status` and `final`, whenever a file has moved on. The stream ends after the last.',
      access: STAFF,
      params: byId,
      responses: { 200: { description: 'A stream of events.', contentType: 'text/event-stream' } },
      problems: ['not_found'],
      async handle({ params, request, response }) {
        streamBatch(await viewBatch(database, params.id), { watch, stopping }, request, response);
        return null;
      },
    }),
  ];
}
