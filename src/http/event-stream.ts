import type { Request, Response } from 'express';

/** A stream of Server-Sent Events (HTML Standard, "Server-sent events") that is open. */
export interface EventStream {
  /** @param id what a reconnecting client repeats, so that we know what it has seen. */
  send(event: string, id: string | number, data: unknown): void;
  /** Asks clients to wait so long before they connect again. */
  retryAfter(milliseconds: number): void;
  end(): void;
}

/** Proxies cut connections that say nothing for half a minute or so. */
const HEARTBEAT_MS = 15_000;

/**
 * Begins a stream, which says now and then that it is still there, and ends when the process stops or the client goes; the
 * response says so by `close`. Null: only the head was asked for, and has been answered.
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
  const heartbeat = setInterval(() => void response.write(': still here\n\n'), HEARTBEAT_MS);
  const end = (): void => {
    clearInterval(heartbeat);
    response.end();
  };
  stopping.addEventListener('abort', end, { once: true });
  response.once('close', () => {
    clearInterval(heartbeat);
    stopping.removeEventListener('abort', end);
  });
  return {
    send: (event, id, data) =>
      void response.write(`event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`),
    retryAfter: (milliseconds) => void response.write(`retry: ${milliseconds}\n\n`),
    end,
  };
}
