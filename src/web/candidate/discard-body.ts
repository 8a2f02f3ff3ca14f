import type { Request } from 'express';

/** Files up to so many times the limit are read to their end, so that the browser reads our answer. */
const PATIENCE = 10;

/**
 * Reads what is left of a body and throws it away, up to a limit: a browser that is still sending does not read an answer,
 * and shows an error of its own when the connection is closed meanwhile.
 */
export async function discardBody(request: Request, limit: number): Promise<void> {
  if (request.complete || request.readableEnded) return;
  if (Number(request.headers['content-length'] ?? 0) > limit) return;
  await new Promise<void>((resolve) => {
    request
      .once('end', resolve)
      .once('close', resolve)
      .once('error', () => resolve());
    request.resume();
  });
}

/** The same of a form with one file. */
export function discardUpload(request: Request, uploadMaxBytes: number): Promise<void> {
  return discardBody(request, PATIENCE * uploadMaxBytes);
}
