import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { FORM_OVERHEAD_BYTES, PART_LIMITS, refuseBodyOver } from './body-limits.js';
import { Problem } from './problem.js';
import { runMiddleware } from './serve-route.js';

/** A table as people upload it, in bytes. */
export const TABLE_LIMIT_BYTES = 1024 * 1024;

export interface TableForm {
  /** As sent: not checked. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Text of the file, or of the field `csv` where there is none; null: neither came. */
  readonly text: string | null;
}

const readForm = multer({
  storage: multer.memoryStorage(),
  limits: {
    ...PART_LIMITS,
    fileSize: TABLE_LIMIT_BYTES,
    files: 1,
    fields: 5,
    parts: 6,
    fieldSize: TABLE_LIMIT_BYTES,
  },
}).single('file');

/**
 * Reads a multipart form with a table in its field `file`, or in `csv` as text.
 *
 * @throws Problem `unsupported_media_type`, `table_too_large`, `malformed_upload` or `malformed_table`.
 */
export async function readTableForm(request: Request, response: Response): Promise<TableForm> {
  if (!/^multipart\/form-data\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new Problem('unsupported_media_type');
  refuseBodyOver(request, 2 * TABLE_LIMIT_BYTES + FORM_OVERHEAD_BYTES, {
    lengthNeeded: false,
    tooLarge: 'body_too_large',
  });
  try {
    await runMiddleware(readForm, request, response);
  } catch (error) {
    const isTooLarge =
      error instanceof MulterError && ['LIMIT_FILE_SIZE', 'LIMIT_FIELD_VALUE'].includes(error.code);
    throw new Problem(isTooLarge ? 'table_too_large' : 'malformed_upload', { cause: error });
  }
  const { csv, ...fields } = { ...(request.body as Record<string, unknown>) };
  if (request.file) return { fields, text: decodeTable(request.file.buffer) };
  return { fields, text: typeof csv === 'string' && csv.trim() !== '' ? csv : null };
}

/** UTF-8, UTF-16 with its mark, or what Excel writes as plain "CSV" in western Europe. @throws Problem `malformed_table` */
function decodeTable(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.includes(0)) {
    const detail = 'This is not a text file. In your spreadsheet, choose "Save as" and the type CSV.';
    throw new Problem('malformed_table', { detail });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
