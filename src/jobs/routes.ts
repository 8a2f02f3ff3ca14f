import { z } from 'zod';
import { ADMINS, defineRoute, type Route } from '../http/route.js';
import { QUEUES } from '../queue/registry.js';
import { deadLettersOf, tryAgain, type JobDependencies } from './dead-letters.js';

const deadLetter = z
  .object({
    jobId: z.string(),
    queue: z.enum(QUEUES),
    name: z.string(),
    payload: z.record(z.string(), z.string()).meta({ description: 'Ids alone, never a person’s data.' }),
    reason: z.string(),
    attempts: z.int(),
    failedAt: z.iso.datetime(),
  })
  .meta({ id: 'DeadLetter' });

const requeueInput = z
  .strictObject({ jobIds: z.array(z.string().max(200)).min(1).max(1_000).optional() })
  .meta({
    id: 'Requeue',
    description: 'Without `jobIds`: every dead letter, and every CV that was given up on.',
  });

const tag = 'Operation';

/** Jobs that failed for the last time: seeing them, and trying them again once the cause is mended. */
export function jobRoutes(dependencies: JobDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/dead-letters',
      tag,
      summary: 'Jobs that failed for the last time',
      access: ADMINS,
      responses: {
        200: { description: 'The newest 100.', schema: z.object({ items: z.array(deadLetter) }) },
      },
      problems: ['queue_unavailable'],
      async handle() {
        const letters = await deadLettersOf(dependencies);
        const items = letters.map(({ payload, failedAt, ...letter }) => ({
          ...letter,
          payload: payload as Record<string, string>,
          failedAt: failedAt.toISOString(),
        }));
        return { status: 200, body: { items } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/dead-letters/requeue',
      tag,
      summary: 'Try jobs again that failed for the last time',
      access: ADMINS,
      body: requeueInput,
      responses: {
        200: {
          description: 'They have all their attempts again.',
          schema: z.object({ jobs: z.int(), cvs: z.int() }).meta({ id: 'Requeued' }),
        },
      },
      problems: ['queue_unavailable'],
      async handle({ actor, body: { jobIds } }) {
        return { status: 200, body: await tryAgain(dependencies, actor, jobIds ?? 'all') };
      },
    }),
  ];
}
