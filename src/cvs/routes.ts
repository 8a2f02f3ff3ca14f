import { z } from 'zod';
import { isCvOf } from '../candidates/duplicates/person-of.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import type { Idempotency } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { defineRoute, STAFF, type Access, type Call, type Reply, type Route } from '../http/route.js';
import { validate } from '../http/validate.js';
import type { Metrics } from '../observability/metrics.js';
import type { Enqueue } from '../queue/contracts.js';
import type { Storage, StoredPart } from '../storage/storage.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { presentReceipt, type LinkSettings } from './present-receipt.js';
import { createUploadReceiver, type ReceiveUpload } from './receive-upload.js';
import { cvView, uploadReceipt } from './schema.js';
import { sendFile } from './send-file.js';
import { storeUpload } from './store-upload.js';
import { streamProgress } from './stream-progress.js';
import { knownCandidateFields, newCandidateFields, uploadForm } from './upload-fields.js';
import { viewCv } from './view-cv.js';
import { createCvWatch, type CvState } from './watch-cvs.js';

export interface CvDependencies {
  readonly database: Database;
  readonly storage: Storage;
  readonly enqueue: Enqueue;
  readonly taxonomy: Taxonomy;
  readonly idempotency: Idempotency;
  readonly metrics: Metrics;
  readonly links: LinkSettings;
  readonly uploadMaxBytes: number;
  readonly stopping: AbortSignal;
}

const THEIRS_OR_STAFF: Access = {
  kind: 'candidate_or_staff',
  roles: ['consultant', 'agency_staff', 'admin'],
};
const byId = z.object({ id: z.uuid() });

export function cvRoutes(dependencies: CvDependencies): Route[] {
  const { database, storage, taxonomy, stopping, uploadMaxBytes } = dependencies;
  const receive = createUploadReceiver(storage, uploadMaxBytes);
  const watch = createCvWatch(database);

  return [
    defineRoute({
      method: 'post',
      path: '/v1/cvs',
      tag: 'CVs',
      summary: 'Send a CV',
      description:
        'Anyone may. With a candidate link as bearer token it becomes a new version of that candidate’s CV, and the ' +
        'contact data on file stays as it is. 202 means that the document is stored safely and will be read. The same ' +
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
      handle: (call) => takeUpload(dependencies, receive, call),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/cvs/{id}',
      tag: 'CVs',
      summary: 'What became of a CV and what was understood of it',
      access: THEIRS_OR_STAFF,
      params: byId,
      responses: { 200: { description: 'The CV.', schema: cvView } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        return { status: 200, body: await viewCv(database, taxonomy, actor, params.id) };
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
  ];
}

async function takeUpload(
  dependencies: CvDependencies,
  receive: ReceiveUpload,
  { actor, request, response }: Pick<Call<unknown, unknown, unknown>, 'actor' | 'request' | 'response'>,
): Promise<Reply> {
  const { database, storage, enqueue, idempotency, metrics, links } = dependencies;
  const ticket = idempotency.open(request, actor);
  const stopTimer = metrics.uploadSeconds.startTimer();
  metrics.uploadsInFlight.inc();
  try {
    const { fields: sent, ...document } = await receive(request, response);
    const fields = await orDiscard(document.part, () =>
      actor.kind === 'candidate' ? validate(knownCandidateFields, sent) : validate(newCandidateFields, sent),
    );
    const receipt = await storeUpload({ database, storage }, actor, ticket, { fields, ...document });
    if (receipt.isNew) {
      // A hint that may get lost: the row says what is owed.
      void enqueue('extract-cv', { cvId: receipt.cvId }, { revision: 0 });
      metrics.uploadBytes.inc(document.part.size);
      stopTimer();
    }
    return {
      status: receipt.isNew ? 202 : 200,
      headers: { location: `/v1/cvs/${receipt.cvId}` },
      body: await presentReceipt(database, links, actor, receipt),
    };
  } catch (error) {
    metrics.uploadsRejected.inc({ reason: error instanceof Problem ? error.code : 'fault' });
    throw error;
  } finally {
    metrics.uploadsInFlight.dec();
    ticket.close();
  }
}

async function orDiscard<T>(part: StoredPart, work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    await part.discard();
    throw error;
  }
}

async function stateOf({ pool }: Database, actor: Actor, id: string): Promise<CvState> {
  const { rows } = await pool.query<CvState>(
    `SELECT status, outcome FROM cv WHERE id = $1 AND ($2::uuid IS NULL OR ${isCvOf('$2')})`,
    [id, actor.kind === 'candidate' ? actor.candidateId : null],
  );
  const state = rows[0];
  if (!state) throw new Problem('not_found');
  return state;
}
