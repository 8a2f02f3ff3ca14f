import type pg from 'pg';
import type { Ranked } from '../matching/rank-slots.js';
import { wordsOfUuid, type Words } from '../matching/uuid-words.js';
import { copyIn } from './copy-in.js';
import { mayBeRanked } from './ranking-index-eligibility.js';

/** A whole list of a vacancy. */
export interface RankedList {
  readonly vacancyId: string;
  readonly generation: number;
  readonly ranked: Ranked;
}

/**
 * Advisory lock, shared, of whoever writes whole lists, taken before they look at who is there; a trigger takes it alone
 * before a candidate is deleted.
 */
const LISTS_LOCK = 7_170_004;

export async function lockOutErasure(client: pg.ClientBase): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock_shared($1)', [LISTS_LOCK]);
}

/** Writes lists under `lockOutErasure`; whoever withdrew since they were ranked is left out. */
export async function writeLists(client: pg.ClientBase, lists: readonly RankedList[]): Promise<void> {
  if (lists.length === 0) return;
  await copyIn(
    client,
    `COPY match (vacancy_id, generation, candidate_id, tier, score, fit, reverse_fit, profile_revision)
       FROM STDIN BINARY`,
    rowsOf(lists),
  );
  await client.query(
    `DELETE FROM match m USING consent c, unnest($1::uuid[], $2::int[]) AS written (vacancy_id, generation)
      WHERE c.scope = 'keep'
        AND (c.withdrawn_at > now() - interval '2 minutes'
             OR c.expires_at > now() - interval '2 minutes' AND c.expires_at <= statement_timestamp())
        AND m.vacancy_id = written.vacancy_id AND m.candidate_id = c.candidate_id
        AND m.generation = written.generation AND NOT ${mayBeRanked('m.candidate_id')}`,
    [lists.map(({ vacancyId }) => vacancyId), lists.map(({ generation }) => generation)],
  );
}

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const FIELDS = 8;
const ROW_BYTES = 2 + FIELDS * 4 + 16 + 4 + 16 + 4 * 2 + 8;

function rowsOf(lists: readonly RankedList[]): Buffer {
  const rows = lists.reduce((sum, { ranked }) => sum + ranked.ids.length, 0);
  const bytes = Buffer.alloc(SIGNATURE.length + 8 + rows * ROW_BYTES + 2);
  let at = SIGNATURE.copy(bytes) + 8;
  const uuid = (words: Words): void => {
    at = bytes.writeInt32BE(16, at);
    for (const word of words) at = bytes.writeUInt32BE(word, at);
  };
  const short = (value: number): void => {
    at = bytes.writeInt16BE(value, bytes.writeInt32BE(2, at));
  };
  for (const { vacancyId, generation, ranked } of lists) {
    const vacancy = wordsOfUuid(vacancyId);
    for (let n = 0; n < ranked.ids.length; n += 1) {
      at = bytes.writeInt16BE(FIELDS, at);
      uuid(vacancy);
      at = bytes.writeInt32BE(generation, bytes.writeInt32BE(4, at));
      uuid(ranked.ids[n] as Words);
      short(ranked.tiers[n] as number);
      short(ranked.scores[n] as number);
      short(ranked.fits[n] as number);
      short(ranked.reverseFits[n] as number);
      at = bytes.writeBigInt64BE(BigInt(ranked.revisions[n] as number), bytes.writeInt32BE(8, at));
    }
  }
  bytes.writeInt16BE(-1, at);
  return bytes;
}
