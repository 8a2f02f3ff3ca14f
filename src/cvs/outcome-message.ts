import type { CvStatus } from '../database/generated/enums.js';
import type { DocumentFormat, Outcome } from '../documents/reading.js';

const BY_STATUS: Readonly<Record<Exclude<CvStatus, 'unreadable'>, string>> = {
  received: 'We have your CV and are about to read it.',
  read: 'We have read your CV and are working out what it says.',
  ready: 'Your CV has been read. Please check below that we understood it correctly.',
  failed:
    'Something went wrong on our side while reading your CV. It is stored safely and we have been told; you need not send it again.',
};

const BY_OUTCOME: Readonly<Record<Outcome, string>> = {
  read: BY_STATUS.read,
  needs_ocr: 'We could not read any text in this file. It is a scan or photo: upload the original document.',
  no_text: 'We could not read any text in this file. If it is a scan or photo, upload the original document.',
  encrypted: 'The selected file is password protected. Send a copy without a password.',
  corrupt: 'The file is damaged and cannot be opened. Please save the CV again and send the new file.',
  garbled:
    'The text of this document cannot be read: its letters come out as other signs. Please send it as a Word document (.docx).',
  unsupported:
    'This kind of file cannot be read. The selected file must be a PDF, a Word document (DOCX or DOC), ODT, RTF, HTML, TXT, or a picture (JPEG, PNG or TIFF).',
  too_large:
    'This document is too large to be read. Please send a shorter CV, or one without large pictures.',
  timed_out:
    'Reading this document took too long. Please save it again, as a Word document or a simpler PDF, and send that.',
  infected: 'The selected file contains a virus.',
};

const PICTURES: ReadonlySet<string> = new Set(['jpeg', 'png', 'tiff'] satisfies DocumentFormat[]);
/** A picture of a page cannot be sent as a shorter one. */
const PICTURE_TOO_LARGE =
  'This picture is too large to be read. Take the photo or scan again at a lower resolution, or send the original document.';

/** A sentence for the person whose CV it is: where it stands and what they can do. */
export function outcomeMessage(status: CvStatus, outcome: string | null, format: string): string {
  if (status !== 'unreadable') return BY_STATUS[status];
  if (outcome === 'too_large' && PICTURES.has(format)) return PICTURE_TOO_LARGE;
  return BY_OUTCOME[(outcome ?? 'corrupt') as Outcome];
}
