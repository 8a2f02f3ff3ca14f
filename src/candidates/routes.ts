import { z } from 'zod';
import type { Database } from '../database/client.js';
import { CONSULTANTS, defineRoute, type Route } from '../http/route.js';
import { candidateView } from './schema.js';
import { viewCandidate } from './view-candidate.js';

export function candidateRoutes(database: Database): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/candidates/{id}',
      tag: 'Candidates',
      summary: 'A person by name, with their CVs',
      description: 'Lists show people without names; this look at the name is recorded.',
      access: CONSULTANTS,
      params: z.object({ id: z.uuid() }),
      responses: { 200: { description: 'The person.', schema: candidateView } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        return { status: 200, body: await viewCandidate(database, actor, params.id) };
      },
    }),
  ];
}
