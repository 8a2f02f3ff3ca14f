import type { Request } from 'express';

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
