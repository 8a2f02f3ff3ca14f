import type { Request, Response } from 'express';

/** A stream of Server-Sent Events (HTML Standard, "Server-sent events") that is open. */
export interface EventStream {
  /** @param id what a reconnecting client repeats, so that we know what it has seen. */
  send(event: string, id: string | number, data: unknown): void;
  /** Keeps proxies from cutting a connection that says nothing. */
  stillHere(): void;
  /** Asks clients to wait so long before they connect again. */
  retryAfter(milliseconds: number): void;
  end(): void;
}

/**
 * Begins a stream, which ends when the process stops or the client goes; the response says so by `close`. Null: only the
 * head was asked for, and has been answered.
 */
export function openEventStream(
  request: Request,
  response: Response,
  stopping: AbortSignal,
): EventStream | null {
  response.status(200).set({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  if (request.method === 'HEAD') {
    response.end();
    return null;
  }
  response.flushHeaders();
  const end = (): void => {
    response.end();
  };
  stopping.addEventListener('abort', end, { once: true });
  response.once('close', () => stopping.removeEventListener('abort', end));
  return {
    send: (event, id, data) =>
      void response.write(`event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`),
    stillHere: () => void response.write(': still here\n\n'),
    retryAfter: (milliseconds) => void response.write(`retry: ${milliseconds}\n\n`),
    end,
  };
}
