import type { Database } from '../database/client.js';

export interface AuditVerdict {
  readonly entries: number;
  /** Id of the first entry that does not fit the one before it; null: the chain is whole. */
  readonly brokenAt: string | null;
  /** Hash of the newest entry, hex: to be kept elsewhere, because cutting off the end leaves a whole chain. */
  readonly head: string | null;
  /** Whether an entry has the hash that was kept elsewhere; null: none was given. */
  readonly holdsHead: boolean | null;
}

export interface VerifyOptions {
  /** A newest hash of earlier, hex. */
  readonly keptHead?: string | undefined;
  /** So many of the newest entries alone, from the one before them on. Default: all. */
  readonly newest?: number;
}

/** How many of the newest are recomputed while somebody waits for a page or an answer: a second or two. */
export const VERDICT_ENTRIES = 100_000;

/** Entries of one statement: a tenth of a second, far from any limit of a statement's time. */
const PIECE = 10_000;

/** Recomputes the hashes of the audit trail, piece by piece, so that it may be as long as it likes. */
export async function verifyAudit(
  database: Pick<Database, 'pool'>,
  { keptHead, newest }: VerifyOptions = {},
): Promise<AuditVerdict> {
  let piece = await startOf(database, newest);
  let entries = 0;
  let brokenAt: string | null = null;
  let holdsHead = false;
  for (let size = PIECE; size === PIECE;) {
    const next = await verifyPiece(database, piece, keptHead?.toLowerCase() ?? null);
    size = next.entries;
    entries += size;
    brokenAt ??= next.brokenAt;
    holdsHead ||= next.holdsHead;
    if (next.end) piece = next.end;
  }
  const head = piece.hash.length === 0 ? null : piece.hash.toString('hex');
  return { entries, brokenAt, head, holdsHead: keptHead === undefined ? null : holdsHead };
}

/** An entry that is taken as it is; what comes after it has to fit. */
interface Link {
  readonly id: string;
  readonly hash: Buffer;
}
const BEGINNING: Link = { id: '0', hash: Buffer.alloc(0) };

async function startOf({ pool }: Pick<Database, 'pool'>, newest: number | undefined): Promise<Link> {
  if (newest === undefined) return BEGINNING;
  const { rows } = await pool.query<Link>(
    'SELECT id::text, hash FROM audit_event ORDER BY audit_event.id DESC OFFSET $1 LIMIT 1',
    [newest],
  );
  return rows[0] ?? BEGINNING;
}

async function verifyPiece(
  { pool }: Pick<Database, 'pool'>,
  { id, hash }: Link,
  keptHead: string | null,
): Promise<{ entries: number; brokenAt: string | null; holdsHead: boolean; end: Link | null }> {
  const { rows } = await pool.query<{
    entries: number;
    broken_at: string | null;
    holds_head: boolean;
    last_id: string | null;
    last_hash: Buffer | null;
  }>(
    `SELECT count(*)::int AS entries,
            min(id) FILTER (WHERE NOT whole)::text AS broken_at,
            coalesce(bool_or(encode(hash, 'hex') = $3), false) AS holds_head,
            max(id)::text AS last_id, (array_agg(hash ORDER BY id DESC))[1] AS last_hash
       FROM (SELECT id, hash,
                    prev_hash = coalesce(lag(hash) OVER (ORDER BY id), $2)
                    AND hash = sha256(prev_hash || convert_to(
                          jsonb_build_array(extract(epoch FROM at), actor, action, subject, facts)::text, 'UTF8'))
                      AS whole
               FROM (SELECT * FROM audit_event WHERE id > $1 ORDER BY id LIMIT ${PIECE}) piece) checked`,
    [id, hash, keptHead],
  );
  const row = rows[0];
  return {
    entries: row?.entries ?? 0,
    brokenAt: row?.broken_at ?? null,
    holdsHead: row?.holds_head ?? false,
    end: row?.last_id && row.last_hash ? { id: row.last_id, hash: row.last_hash } : null,
  };
}
