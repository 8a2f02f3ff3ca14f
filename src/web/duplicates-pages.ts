import { z } from 'zod';
import { dismissDuplicate } from '../candidates/duplicates/dismiss-duplicate.js';
import { listDuplicates } from '../candidates/duplicates/list-duplicates.js';
import { mergeCandidates } from '../candidates/duplicates/merge-candidates.js';
import { undoMerge } from '../candidates/duplicates/undo-merge.js';
import type { Database } from '../database/client.js';
import { pageQuery } from '../http/cursor.js';
import { namedPerson } from '../http/named-person.js';
import { Problem } from '../http/problem.js';
import { STAFF, type Route } from '../http/route.js';
import { validate } from '../http/validate.js';
import { maskCandidate } from '../matches/present-match.js';
import type { Enqueue } from '../queue/contracts.js';
import { enqueueOwed } from '../queue/enqueue-owed.js';
import { address, anything, type Fields, pick, valueOf } from './address.js';
import type { PageMaker } from './page.js';

const pair = z.object({ keptId: z.uuid(), mergedId: z.uuid() });
const SHOWN_MERGES = 10;

/**
 * Records that may be one person, side by side; merging, telling apart and undoing. For agency staff too: they send CVs in
 * under the names that stand here, and settle whose they are. Each look is recorded, and the page leads on to nobody's CV
 * or score; by the API they may still open a CV whose id they have (`/v1/cvs/{id}`).
 */
export function duplicatesPages(
  pages: PageMaker,
  { database, enqueue }: { readonly database: Database; readonly enqueue: Enqueue },
): Route[] {
  return [
    pages.define({
      path: '/duplicates',
      summary: 'Records that may be one person',
      access: STAFF,
      query: anything,
      async show({ actor, query }) {
        const page = validate(pageQuery, pick(query, ['cursor', 'limit']));
        const [{ items, nextCursor }, merges] = await Promise.all([
          listDuplicates(database, actor, page),
          latestMerges(database),
        ]);
        return {
          view: 'duplicates',
          title: 'Records that may be one person',
          data: {
            items,
            merges,
            done: valueOf(query, 'done'),
            next: nextCursor && address('/duplicates', { cursor: nextCursor }),
          },
        };
      },
    }),
    pages.define({
      method: 'post',
      path: '/duplicates/merges',
      summary: 'Merge two records',
      access: STAFF,
      body: anything,
      async show({ actor, body }) {
        const ids = validate(pair, pick(body, ['keptId', 'mergedId']));
        const { owed } = await database.prisma.$transaction((tx) =>
          mergeCandidates(tx, namedPerson(actor), ids),
        );
        enqueueOwed(enqueue, owed);
        return { to: '/duplicates?done=merged' };
      },
    }),
    pages.define({
      method: 'post',
      path: '/duplicates/dismissals',
      summary: 'Say that two records are two people',
      access: STAFF,
      body: anything,
      async show({ actor, body }) {
        const { keptId, mergedId } = validate(pair, pick(body, ['keptId', 'mergedId']));
        await database.prisma.$transaction((tx) =>
          dismissDuplicate(tx, namedPerson(actor), [keptId, mergedId]),
        );
        return { to: '/duplicates?done=dismissed' };
      },
    }),
    pages.define({
      method: 'post',
      path: '/duplicates/undo',
      summary: 'Undo a merge',
      access: STAFF,
      body: anything,
      async show({ actor, body }) {
        const mergeId = idIn(body, 'mergeId');
        const owed = await database.prisma.$transaction((tx) => undoMerge(tx, namedPerson(actor), mergeId));
        enqueueOwed(enqueue, owed);
        return { to: '/duplicates?done=undone' };
      },
    }),
  ];
}

async function latestMerges({ prisma }: Database): Promise<object[]> {
  const rows = await prisma.candidateMerge.findMany({
    where: { undoneAt: null },
    orderBy: { mergedAt: 'desc' },
    take: SHOWN_MERGES,
  });
  return rows.map(({ id, keptId, mergedId, mergedAt }) => ({
    id,
    kept: maskCandidate(keptId).reference,
    merged: maskCandidate(mergedId).reference,
    mergedAt: mergedAt.toISOString(),
  }));
}

function idIn(fields: Fields, name: string): string {
  const parsed = z.uuid().safeParse(fields[name]);
  if (!parsed.success) throw new Problem('not_found');
  return parsed.data;
}
