import { z } from 'zod';
import type { Readiness } from '../observability/health.js';
import type { Metrics } from '../observability/metrics.js';
import { defineRoute, PUBLIC, type Route } from './route.js';

const check = z.object({ ok: z.boolean(), ms: z.int() });

const readiness = z
  .object({
    status: z.enum(['ready', 'degraded', 'unavailable']),
    checks: z.object({
      database: check.optional(),
      migrations: check.optional(),
      storage: check.optional(),
      queue: check.optional(),
    }),
    version: z.string(),
  })
  .meta({ id: 'Readiness' });

/** For those who run the service: is it alive, may it be given requests, what does it do. */
export function operationRoutes(ready: () => Promise<Readiness>, metrics: Metrics, version: string): Route[] {
  const common = { method: 'get', tag: 'Operation' } as const;
  return [
    defineRoute({
      ...common,
      path: '/health/live',
      summary: 'Whether the process turns',
      access: PUBLIC,
      responses: { 200: { description: 'It does.', schema: z.object({ status: z.literal('live') }) } },
      // eslint-disable-next-line @typescript-eslint/require-await -- nothing outside the process is asked
      async handle() {
        return { status: 200, body: { status: 'live' } };
      },
    }),
    defineRoute({
      ...common,
      path: '/health/ready',
      summary: 'Whether the process may be given requests',
      description: '`degraded`: it may, but the queue is away, so documents are read later.',
      access: PUBLIC,
      responses: {
        200: { description: 'It may.', schema: readiness },
        503: {
          description: 'It may not: the database or the storage is away, or it is stopping.',
          schema: readiness,
        },
      },
      async handle() {
        const { status, checks } = await ready();
        return { status: status === 'unavailable' ? 503 : 200, body: { status, checks, version } };
      },
    }),
    defineRoute({
      ...common,
      path: '/metrics',
      summary: 'Figures for Prometheus',
      access: { kind: 'operator' },
      responses: {
        200: { description: 'Prometheus text format.', contentType: metrics.registry.contentType },
      },
      async handle() {
        return { status: 200, body: await metrics.registry.metrics() };
      },
    }),
  ];
}
