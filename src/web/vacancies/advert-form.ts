import type { Request, Response } from 'express';
import { toProblem } from '../../http/answer-problem.js';
import type { Problem } from '../../http/problem.js';
import { readAdvert } from '../../vacancies/advert/read-advert.js';
import type { AdvertDependencies } from '../../vacancies/advert/routes.js';
import { suggestionsInput } from '../../vacancies/schema.js';
import { discardUpload } from '../candidate/discard-body.js';
import { FILE_ENDINGS, FILE_KINDS_SENTENCE, fileSentences } from '../candidate/upload-faults.js';
import { sentFields } from '../address.js';
import { faultsByField, type FormFault } from '../form-fault.js';
import type { Page } from '../page.js';
import { theirProblem } from '../problem-form.js';

export interface AdvertFormDependencies extends Pick<AdvertDependencies, 'adverts'> {
  readonly uploadMaxBytes: number;
}

const OF_THE_FILE = new Set(['file_infected', 'scanner_unavailable', 'unreadable_document']);
const BUSY = 'Other documents are being read. Try again in a moment, or paste the text';

/** The text of the advert that was pasted or uploaded; a document goes before what was pasted. Else the form again. */
export async function takeAdvert(
  { adverts, uploadMaxBytes }: AdvertFormDependencies,
  request: Request,
  response: Response,
): Promise<string | Page> {
  try {
    const { pasted, file } = await adverts.receive(request, response);
    const text = file ? await readAdvert(adverts, file) : pasted;
    const parsed = suggestionsInput.safeParse({ text });
    return parsed.success ? parsed.data.text : noTextForm(uploadMaxBytes, pasted);
  } catch (thrown) {
    const error = toProblem(thrown);
    const fault = faultOf(error, uploadMaxBytes);
    if (fault !== null) {
      await discardUpload(request, uploadMaxBytes);
      return advertForm(uploadMaxBytes, pastedIn(request), [fault], error.status);
    }
    throw theirProblem(error, (faults, status) =>
      advertForm(uploadMaxBytes, pastedIn(request), faults, status),
    );
  }
}

/** What was pasted comes back, however long it is: nobody is to look for it again. */
export function advertForm(
  uploadMaxBytes: number,
  text = '',
  faults: readonly FormFault[] = [],
  status = 200,
): Page {
  return {
    view: 'vacancies/paste-advert',
    title: 'Post a vacancy',
    status,
    data: {
      ...{ text, faults, fault: faultsByField(faults) },
      kinds: FILE_KINDS_SENTENCE,
      endings: FILE_ENDINGS,
      maxBytes: uploadMaxBytes,
    },
  };
}

/** The form again for a text that is none, or too long. */
export function noTextForm(uploadMaxBytes: number, pasted: string): Page {
  return advertForm(uploadMaxBytes, pasted, NO_TEXT, 400);
}

const NO_TEXT: readonly FormFault[] = [
  { field: 'text', text: 'Paste the text of the advert, at most 50,000 characters, or choose its file' },
];

/** Null: it is not about the form. */
function faultOf({ code, detail }: Problem, maxBytes: number): FormFault | null {
  if (code === 'document_reader_busy') return { field: 'file', text: BUSY };
  const text = fileSentences(maxBytes)[code] ?? (OF_THE_FILE.has(code) ? detail : null);
  return text === null ? null : { field: 'file', text };
}

function pastedIn(request: Request): string {
  const { text } = sentFields(request);
  return typeof text === 'string' ? text : '';
}
