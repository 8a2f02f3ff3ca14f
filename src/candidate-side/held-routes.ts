import { z } from 'zod';
import type { Database } from '../database/client.js';
import { byId, CANDIDATE_OR_CONSULTANTS, defineRoute, PUBLIC, type Route } from '../http/route.js';
import { collectHeld } from './collect-held.js';
import { heldPage } from './held-page.js';
import { presentNotice, rankingNotice } from './ranking-notice.js';

const tag = 'Candidate’s side';

/** How ranking works, and everything that is held of a person. */
export function heldRoutes(database: Database): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/ranking-notice',
      tag,
      summary: 'How ranking works, in plain words',
      access: PUBLIC,
      responses: { 200: { description: 'The notice.', schema: rankingNotice } },
      handle: () => Promise.resolve({ status: 200, body: presentNotice() }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/candidates/{id}/export',
      tag,
      summary: 'Everything that is held of a person',
      description: 'Every section as rows of columns; `?format=html` is a page to keep and read. Recorded.',
      access: CANDIDATE_OR_CONSULTANTS,
      params: byId,
      query: z.strictObject({ format: z.enum(['json', 'html']).default('json') }),
      responses: {
        200: {
          description: 'An attachment.',
          schema: z.object({
            at: z.iso.datetime(),
            sections: z.array(
              z.object({ title: z.string(), rows: z.array(z.record(z.string(), z.unknown())) }),
            ),
          }),
        },
      },
      problems: ['not_found', 'text_unavailable'],
      async handle({ actor, params, query, response }) {
        const sections = await collectHeld(database, actor, params.id);
        const at = new Date();
        if (query.format === 'html') {
          response
            .status(200)
            .attachment('what-we-hold.html')
            .set({ 'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'" })
            .type('text/html')
            .send(heldPage('What we hold about you', sections, at));
          return null;
        }
        const rows = sections.map(({ title, rows: all }) => ({
          title,
          rows: all.map((row) => ({ ...row })),
        }));
        return {
          status: 200,
          headers: { 'content-disposition': 'attachment; filename="what-we-hold.json"' },
          body: { at: at.toISOString(), sections: rows },
        };
      },
    }),
  ];
}
