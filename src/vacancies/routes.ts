import { z } from 'zod';
import type { Database } from '../database/client.js';
import { pageQuery } from '../http/cursor.js';
import { entityTag, requireMatch } from '../http/entity-tag.js';
import type { Idempotency } from '../http/idempotency.js';
import { byId, defineRoute, STAFF, type Reply, type Route } from '../http/route.js';
import type { Enqueue } from '../queue/contracts.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { changeVacancy, createVacancy } from './change-vacancy.js';
import { closeVacancy, reopenVacancy } from './close-vacancy.js';
import { listVacancies, loadVacancy, viewVacancy } from './find-vacancy.js';
import { newVacancy, vacancyPage, vacancyPatch, vacancyView } from './schema.js';

export interface VacancyDependencies {
  readonly database: Database;
  readonly enqueue: Enqueue;
  readonly taxonomy: Taxonomy;
  readonly idempotency: Idempotency;
}

const tag = 'Vacancies';

export function vacancyRoutes({ database, enqueue, taxonomy, idempotency }: VacancyDependencies): Route[] {
  const view = async (id: string, status: number, headers: Record<string, string> = {}): Promise<Reply> => {
    const body = await viewVacancy(database, taxonomy, id);
    return { status, headers: { etag: entityTag(body.revision), ...headers }, body };
  };
  /** A hint that may get lost: the row says what is owed. */
  const rankAgain = (vacancyId: string, revision: number): void => {
    void enqueue('rank-vacancy', { vacancyId }, { revision });
  };

  return [
    defineRoute({
      method: 'post',
      path: '/v1/vacancies',
      tag,
      summary: 'Add a vacancy',
      description: 'Ranking starts at once.',
      access: STAFF,
      idempotent: true,
      body: newVacancy,
      responses: { 201: { description: 'Added.', schema: vacancyView } },
      async handle(call) {
        const done = await idempotency.once(call, byId, async (tx) => ({
          status: 201,
          value: { id: await createVacancy(tx, taxonomy, call.actor, call.body) },
        }));
        const { id } = done.value;
        if (!done.replayed) rankAgain(id, 1);
        return view(id, done.status, { location: `/v1/vacancies/${id}` });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/vacancies',
      tag,
      summary: 'List vacancies, newest first',
      access: STAFF,
      query: pageQuery.extend({ status: z.enum(['open', 'closed']).optional() }),
      responses: { 200: { description: 'A page.', schema: vacancyPage } },
      problems: ['invalid_cursor'],
      async handle({ query }) {
        return { status: 200, body: await listVacancies(database, taxonomy, query) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/vacancies/{id}',
      tag,
      summary: 'A vacancy with its criteria',
      access: STAFF,
      params: byId,
      responses: {
        200: { description: 'The vacancy; its ETag is needed to change it.', schema: vacancyView },
      },
      problems: ['not_found'],
      handle: ({ params }) => view(params.id, 200),
    }),
    defineRoute({
      method: 'patch',
      path: '/v1/vacancies/{id}',
      tag,
      summary: 'Change a vacancy',
      description: 'The text is read again, and the ranking starts again.',
      access: STAFF,
      conditional: true,
      params: byId,
      body: vacancyPatch,
      responses: { 200: { description: 'Changed.', schema: vacancyView } },
      problems: ['not_found', 'vacancy_closed'],
      async handle({ actor, params, body, request }) {
        const stored = await loadVacancy(database, params.id);
        requireMatch(request, stored.revision);
        rankAgain(params.id, await changeVacancy(database, taxonomy, actor, stored, body));
        return view(params.id, 200);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/vacancies/{id}/close',
      tag,
      summary: 'Close a vacancy',
      description: 'It is no longer ranked; its list stays as it was. Closing twice is fine.',
      access: STAFF,
      params: byId,
      responses: { 200: { description: 'Closed.', schema: vacancyView } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        await database.prisma.$transaction((tx) => closeVacancy(tx, actor, params.id));
        return view(params.id, 200);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/vacancies/{id}/reopen',
      tag,
      summary: 'Open a closed vacancy again',
      description: 'Everybody is ranked for it again. Opening what is open is fine.',
      access: STAFF,
      params: byId,
      responses: { 200: { description: 'Open.', schema: vacancyView } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        rankAgain(params.id, await database.prisma.$transaction((tx) => reopenVacancy(tx, actor, params.id)));
        return view(params.id, 200);
      },
    }),
  ];
}
