import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { CvStatus } from '../database/generated/enums.js';
import { outcomeMessage } from './outcome-message.js';
import { progress } from './schema.js';
import type { CvState, CvWatch } from './watch-cvs.js';

export const FINAL: ReadonlySet<CvStatus> = new Set(['ready', 'unreadable', 'failed']);
/** Proxies cut connections that say nothing for half a minute or so. */
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 2_000;

/**
 * Streams the progress of one CV as Server-Sent Events: `progress` with the state now, then with every change, and the
 * end after a final state. A browser that reconnects after that is told with 204 that there is nothing more to come.
 */
export function streamProgress(
  cvId: string,
  current: CvState,
  { watch, stopping }: { watch: CvWatch; stopping: AbortSignal },
  request: Request,
  response: Response,
): void {
  if (FINAL.has(current.status) && request.headers['last-event-id'] === current.status) {
    response.status(204).end();
    return;
  }
  response.status(200).set({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  response.flushHeaders();
  response.write(`retry: ${RETRY_MS}\n\n`);

  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  const unwatch = watch.watch(cvId, (state) => {
    response.write(eventOf(cvId, state));
    if (FINAL.has(state.status)) response.end();
  });
  const end = (): void => {
    response.end();
  };
  stopping.addEventListener('abort', end, { once: true });
  response.once('close', () => {
    clearInterval(heartbeat);
    unwatch();
    stopping.removeEventListener('abort', end);
  });
}

/** The id is the state itself: a reconnecting browser repeats it, so that we know what it has seen. */
function eventOf(cvId: string, { status, outcome }: CvState): string {
  const data = progress.parse({
    id: cvId,
    status,
    outcome,
    message: outcomeMessage(status, outcome),
    final: FINAL.has(status),
  } satisfies Record<keyof z.input<typeof progress>, unknown>);
  return `event: progress\nid: ${status}\ndata: ${JSON.stringify(data)}\n\n`;
}
