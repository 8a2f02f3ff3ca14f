import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { FORM_OVERHEAD_BYTES, PART_LIMITS, refuseBodyOver, requireForm } from '../../http/body-limits.js';
import { Problem } from '../../http/problem.js';
import { runMiddleware } from '../../http/serve-route.js';

/** As sent: not checked. */
export interface AdvertForm {
  /** What was pasted; empty: nothing. */
  readonly pasted: string;
  /** Null: no file was chosen. */
  readonly file: Uint8Array | null;
}

/** A pasted advert with room to spare; the form of it comes back whatever its length. */
const MOST_PASTED_BYTES = 200 * 1024;
const TOO_LARGE =
  'The selected file is too large. Save the advert with smaller pictures, or as a PDF, and try again, or paste its text.';

/**
 * Reads the form that an advert is pasted or uploaded by. The file is held in memory: it is read once and not kept.
 *
 * @throws Problem `unsupported_media_type`, `file_too_large` or `malformed_upload`.
 */
export function createAdvertReceiver(maxBytes: number) {
  const readForm = multer({
    storage: multer.memoryStorage(),
    limits: {
      ...PART_LIMITS,
      fileSize: maxBytes,
      files: 1,
      fields: 2,
      parts: 3,
      fieldSize: MOST_PASTED_BYTES,
    },
  }).single('file');
  return async (request: Request, response: Response): Promise<AdvertForm> => {
    requireForm(request);
    refuseBodyOver(request, maxBytes + FORM_OVERHEAD_BYTES, {
      lengthNeeded: false,
      tooLarge: 'file_too_large',
      detail: TOO_LARGE,
    });
    try {
      await runMiddleware(readForm, request, response);
    } catch (error) {
      const isTooLarge = error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE';
      throw isTooLarge
        ? new Problem('file_too_large', { detail: TOO_LARGE, cause: error })
        : new Problem('malformed_upload', { cause: error });
    }
    const { text = '' } = { ...(request.body as Record<string, unknown>) };
    // A browser sends a part without name and bytes where no file was chosen.
    const { file } = request;
    const isChosen = file !== undefined && (file.originalname !== '' || file.size > 0);
    return { pasted: typeof text === 'string' ? text : '', file: isChosen ? file.buffer : null };
  };
}
