import type { Request } from 'express';
import { createUploadReceiver } from '../../cvs/receive-upload.js';
import { takeUpload, type UploadDependencies } from '../../cvs/take-upload.js';
import { knownCandidateFields, newCandidateFields } from '../../cvs/upload-fields.js';
import type { Actor } from '../../http/actor.js';
import { Problem } from '../../http/problem.js';
import { PUBLIC, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { sentFields } from '../address.js';
import { faultsByField, fieldFaults, type FormFault } from '../form-fault.js';
import { linkTokenOf, withToken } from '../link-token.js';
import type { Page, PageMaker } from '../page.js';
import { theirProblem } from '../problem-form.js';
import { discardUpload } from './discard-body.js';
import {
  byPlace,
  fieldFault,
  FILE_ENDINGS,
  FILE_KINDS_SENTENCE,
  fileSentences,
  formFaultsOf,
} from './upload-faults.js';

export interface UploadPageDependencies extends UploadDependencies {
  readonly uploadMaxBytes: number;
}

/** The page that CVs are sent from. */
export function uploadPages(pages: PageMaker, dependencies: UploadPageDependencies): Route[] {
  const { storage, uploadMaxBytes } = dependencies;
  const receive = createUploadReceiver(storage, uploadMaxBytes);
  const form = (actor: Actor, request: Request, faults: readonly FormFault[], status = 200): Page => ({
    view: 'candidate/upload',
    title: actor.kind === 'candidate' ? 'Send a newer CV' : 'Send us your CV',
    status,
    data: {
      faults,
      fault: faultsByField(faults),
      sent: request.body ?? {},
      isKnown: actor.kind === 'candidate',
      action: withToken('/cv', linkTokenOf(request)),
      kinds: FILE_KINDS_SENTENCE,
      endings: FILE_ENDINGS,
      maxBytes: uploadMaxBytes,
      sentences: fileSentences(uploadMaxBytes),
    },
  });

  return [
    pages.define({
      path: '/cv',
      summary: 'The form to send a CV',
      access: { kind: 'anyone' },
      show({ actor, request }) {
        // What they would fill in could only be refused: see staff-at-link.ts.
        if (actor.kind === 'staff' && linkTokenOf(request) !== null)
          throw new Problem('staff_at_candidate_link');
        return Promise.resolve(form(actor, request, []));
      },
    }),
    pages.define({
      method: 'post',
      path: '/cv',
      summary: 'Send a CV by the form',
      access: { kind: 'anyone' },
      async show(call) {
        const { actor, request } = call;
        try {
          const { receipt } = await takeUpload(dependencies, receive, call);
          const token = new URL(receipt.statusUrl).searchParams.get('token');
          return { to: token === null ? '/cv/known' : withToken(`/cv/${receipt.id}`, token) };
        } catch (thrown) {
          const error = theirProblem(thrown, (faults, status) => form(actor, request, faults, status));
          const faults = formFaultsOf(error, uploadMaxBytes);
          if (faults === null) throw error;
          await discardUpload(request, uploadMaxBytes);
          const others = error.code === 'invalid_request' ? [] : faultsBeside(actor, request);
          return form(actor, request, [...faults, ...others].sort(byPlace), error.status);
        }
      },
    }),
    pages.define({
      path: '/cv/known',
      summary: 'Says that a CV is here already',
      access: PUBLIC,
      show: () => Promise.resolve({ view: 'candidate/known', title: 'We have this CV already' }),
    }),
  ];
}

/** What is wrong beside the file, as far as the fields have arrived. */
function faultsBeside(actor: Actor, request: Request): FormFault[] {
  const sent = sentFields(request);
  if (Object.keys(sent).length === 0) return [];
  try {
    validate(actor.kind === 'candidate' ? knownCandidateFields : newCandidateFields, sent);
    return [];
  } catch (error) {
    return error instanceof Problem ? fieldFaults(error, fieldFault) : [];
  }
}
