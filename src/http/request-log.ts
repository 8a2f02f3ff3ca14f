import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Metrics } from '../observability/metrics.js';

/** One line and one count per request: ids, codes, sizes, times. Never the address, the headers or the body. */
export function logRequests(logger: Logger, metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    metrics.requestsInFlight.inc();
    response.once('close', () => {
      metrics.requestsInFlight.dec();
      const {
        requestId,
        actor,
        problem,
        route = 'none',
      } = response.locals as Partial<Record<string, string>>;
      const ms = performance.now() - start;
      const { method } = request;
      const finished = response.writableFinished;
      const status = finished ? response.statusCode : 499;
      metrics.requests.inc({ method, route, status_class: `${Math.floor(status / 100)}xx` });
      metrics.requestSeconds.observe({ method, route }, ms / 1_000);
      const bytes = Number(response.getHeader('content-length') ?? 0);
      logger.info({ requestId, method, route, status, ms: Math.round(ms), bytes, actor, problem }, 'request');
    });
    next();
  };
}
