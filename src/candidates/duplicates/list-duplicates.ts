import { z } from 'zod';
import { recordLook } from '../../audit/append-look.js';
import type { Database } from '../../database/client.js';
import type { Actor } from '../../http/actor.js';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { maskCandidate } from '../../matches/present-match.js';
import { findPairs, type Proposal } from './find-pairs.js';
import { CONFIDENCES, type Confidence, type Reason } from './judge-pair.js';
import type { duplicatePage } from './schema.js';

type Page = z.input<typeof duplicatePage>;
type ListedRecord = Page['items'][number]['records'][number];

const WORDS: Readonly<Record<Reason, string>> = {
  same_hcpc_number: 'Both CVs give the same HCPC number.',
  same_email: 'Both gave the same e-mail address.',
  same_phone: 'Both gave the same telephone number.',
  same_postcode: 'Both gave the same postcode.',
  same_name: 'The names are the same, or nearly.',
  other_name: 'The names differ.',
  other_hcpc_number: 'The CVs give different HCPC numbers.',
};

const position = z.tuple([z.enum(CONFIDENCES), z.uuid(), z.uuid()]);

/**
 * Pairs of records that may be one person, the surest first, side by side. Who was shown to whom is recorded.
 *
 * @throws Problem `invalid_cursor`, `hourly_limit_reached`
 */
export async function listDuplicates(
  database: Database,
  actor: Actor,
  query: { limit: number; cursor?: string | undefined; confidence?: Confidence | undefined },
): Promise<Page> {
  const after = decodeCursor('duplicates', position, query.cursor);
  const all = await findPairs(database.pool);
  const rest = all.filter(
    (proposal) =>
      (query.confidence === undefined || proposal.confidence === query.confidence) &&
      (after === null || isAfter(proposal, after)),
  );
  const page = rest.slice(0, query.limit);
  const ids = [...new Set(page.flatMap(({ ids }) => ids))];
  const records = await recordsOf(database, ids);
  const items = page.flatMap((proposal): Page['items'] => {
    const [first, second] = proposal.ids.map((id) => records.get(id));
    // Erased a moment ago.
    if (!first || !second) return [];
    const reasons = proposal.reasons.map((reason) => ({ reason, words: WORDS[reason] }));
    return [{ confidence: proposal.confidence, reasons, records: [first, second] }];
  });
  if (items.length > 0) {
    await recordLook(database, {
      actor,
      action: 'duplicates.viewed',
      subject: 'duplicates',
      facts: { candidateIds: ids },
    });
  }
  const last = page.at(-1);
  return {
    items,
    nextCursor:
      last && rest.length > page.length ? encodeCursor('duplicates', [last.confidence, ...last.ids]) : null,
  };
}

function isAfter({ confidence, ids: [first, second] }: Proposal, after: z.output<typeof position>): boolean {
  const [place, placeAfter] = [CONFIDENCES.indexOf(confidence), CONFIDENCES.indexOf(after[0])];
  if (place !== placeAfter) return place > placeAfter;
  return first === after[1] ? second > after[2] : first > after[1];
}

async function recordsOf({ prisma }: Database, ids: readonly string[]): Promise<Map<string, ListedRecord>> {
  const people = await prisma.candidate.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      createdAt: true,
      contact: { select: { name: true, email: true, phone: true, postcode: true } },
      profile: { select: { hcpcNumber: true } },
      _count: { select: { cvs: true } },
    },
  });
  return new Map(
    people.map(({ id, createdAt, contact, profile, _count }): [string, ListedRecord] => [
      id,
      {
        ...maskCandidate(id),
        name: contact?.name ?? null,
        email: contact?.email ?? null,
        phone: contact?.phone ?? null,
        postcode: contact?.postcode ?? null,
        hcpcNumber: profile?.hcpcNumber ?? null,
        createdAt: createdAt.toISOString(),
        cvs: _count.cvs,
      },
    ]),
  );
}
