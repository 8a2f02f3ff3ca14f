import type { Request, Response } from 'express';
import type { z } from 'zod';
import { openEventStream } from '../http/event-stream.js';
import { isFinal } from './is-final.js';
import { outcomeMessage } from './outcome-message.js';
import { progress } from './schema.js';
import type { CvState, CvWatch } from './watch-cvs.js';

const RETRY_MS = 2_000;

/**
 * Streams the progress of one CV as Server-Sent Events: `progress` with the state now, then with every change, and the
 * end after a final state. The id of an event is the state itself, and a browser that repeats a final one when it reconnects
 * is told with 204 that there is nothing more to come.
 */
export function streamProgress(
  cvId: string,
  current: CvState,
  { watch, stopping }: { watch: CvWatch; stopping: AbortSignal },
  request: Request,
  response: Response,
): void {
  if (isFinal(current.status) && request.headers['last-event-id'] === current.status) {
    response.status(204).end();
    return;
  }
  const stream = openEventStream(request, response, stopping);
  if (stream === null) return;
  stream.retryAfter(RETRY_MS);
  const unwatch = watch.watch(cvId, (state) => {
    stream.send('progress', state.status, progressOf(cvId, state));
    if (isFinal(state.status)) stream.end();
  });
  response.once('close', unwatch);
}

function progressOf(cvId: string, { status, outcome, format }: CvState): z.output<typeof progress> {
  return progress.parse({
    id: cvId,
    status,
    outcome,
    message: outcomeMessage(status, outcome, format),
    final: isFinal(status),
  } satisfies Record<keyof z.input<typeof progress>, unknown>);
}
