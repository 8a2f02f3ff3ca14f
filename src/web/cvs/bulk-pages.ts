import { TOLD_BY } from '../../consents/consent-terms.js';
import { MOST_FILES } from '../../cvs/batch/receive-batch.js';
import { takeBatch, type BatchDependencies } from '../../cvs/batch/take-batch.js';
import { listBatches, showBatch } from '../../cvs/batch/view-batch.js';
import { BATCH_LIMIT_BYTES } from '../../http/body-limits.js';
import { Problem } from '../../http/problem.js';
import type { ProblemCode } from '../../http/problem-table.js';
import { byId, type Route, STAFF } from '../../http/route.js';
import { StorageFullError } from '../../storage/storage.js';
import { discardBody } from '../candidate/discard-body.js';
import { FILE_ENDINGS, FILE_KINDS_SENTENCE } from '../candidate/upload-faults.js';
import { address, anything, isNamed, namesIf } from '../address.js';
import { faultsByField, fieldFaults, type FormFault } from '../form-fault.js';
import type { Page, PageMaker } from '../page.js';
import { choicesOf } from '../words.js';

/** Batches that the form shows below itself. */
const MOST_BATCHES = 10;
/** The form with the files again, read to its end so that the browser reads our answer. */
const PATIENCE_BYTES = 2 * BATCH_LIMIT_BYTES;

const FIELD_OF: Readonly<Partial<Record<ProblemCode, string>>> = {
  file_missing: 'files',
  file_too_large: 'files',
  batch_too_large: 'files',
  malformed_upload: 'files',
  storage_full: 'files',
  malformed_table: 'people',
  table_too_large: 'people',
};
const SENTENCES: Readonly<Record<string, string>> = {
  file_missing: 'Select CVs, or a ZIP of CVs',
  file_too_large: 'The selected files must be smaller than 100MB together',
  malformed_upload: 'The selected files could not be uploaded – try again',
  how: 'Select how the people told you',
  consentToKeep: 'Select that they agree to their CV being kept',
};

/** Many CVs at once, and a table of what became of each. */
export function bulkPages(pages: PageMaker, dependencies: BatchDependencies): Route[] {
  const { database, uploadMaxBytes } = dependencies;
  const form = async (
    sent: Readonly<Record<string, unknown>>,
    faults: readonly { field: string; text: string }[],
    status = 200,
  ): Promise<Page> => ({
    view: 'cvs/bulk',
    title: 'Upload many CVs',
    status,
    data: {
      faults,
      fault: faultsByField(faults),
      sent,
      sentences: SENTENCES,
      kinds: FILE_KINDS_SENTENCE,
      endings: `${FILE_ENDINGS},.zip,.csv`,
      maxBytes: uploadMaxBytes,
      mostFiles: MOST_FILES,
      mostBytes: BATCH_LIMIT_BYTES,
      ways: choicesOf('toldBy', TOLD_BY),
      batches: await listBatches(database, MOST_BATCHES),
    },
  });
  return [
    pages.define({
      path: '/cvs/bulk',
      summary: 'The form to send many CVs',
      access: STAFF,
      show: () => form({}, []),
    }),
    pages.define({
      method: 'post',
      path: '/cvs/bulk',
      summary: 'Send many CVs by the form',
      access: STAFF,
      async show(call) {
        try {
          return { to: `/cvs/bulk/${await takeBatch(dependencies, call)}` };
        } catch (thrown) {
          const error =
            thrown instanceof StorageFullError ? new Problem('storage_full', { cause: thrown }) : thrown;
          if (!(error instanceof Problem)) throw error;
          const faults = faultsOf(error);
          if (faults === null) throw error;
          await discardBody(call.request, PATIENCE_BYTES);
          return form({ ...(call.request.body as Record<string, unknown>) }, faults, error.status);
        }
      },
    }),
    pages.define({
      path: '/cvs/bulk/{id}',
      summary: 'What became of many CVs',
      access: STAFF,
      params: byId,
      query: anything,
      async show({ actor, params, query }) {
        const named = isNamed(query);
        const batch = await showBatch(database, actor, params.id, named);
        const done = batch.items.length - batch.counts.received - batch.counts.read;
        return {
          view: 'cvs/batch',
          title: batch.final ? 'CVs: done' : `CVs: ${done} of ${batch.items.length} done`,
          data: {
            ...{ batch, done, named },
            names: address(`/cvs/bulk/${params.id}`, { names: namesIf(!named) }),
            here: address(`/cvs/bulk/${params.id}`, { names: namesIf(named) }),
          },
        };
      },
    }),
  ];
}

/** Null: it is not about the form. */
function faultsOf(problem: Problem): FormFault[] | null {
  const { code, detail } = problem;
  if (code === 'invalid_request')
    return fieldFaults(problem, ({ field, message }) => ({ field, text: SENTENCES[field] ?? message }));
  const field = FIELD_OF[code];
  return field === undefined ? null : [{ field, text: SENTENCES[code] ?? detail }];
}
