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

/**
 * Recomputes every hash of the audit trail.
 *
 * @param keptHead a newest hash of earlier, hex.
 */
export async function verifyAudit({ pool }: Database, keptHead?: string): Promise<AuditVerdict> {
  const { rows } = await pool.query<{
    entries: number;
    broken_at: string | null;
    head: string | null;
    holds_head: boolean | null;
  }>(
    `SELECT count(*)::int AS entries,
            min(id) FILTER (WHERE NOT whole)::text AS broken_at,
            encode((array_agg(hash ORDER BY id DESC))[1], 'hex') AS head,
            coalesce(bool_or(encode(hash, 'hex') = $1), false) AS holds_head
       FROM (SELECT id, hash,
                    prev_hash = coalesce(lag(hash) OVER (ORDER BY id), '\\x'::bytea)
                    AND hash = sha256(prev_hash || convert_to(
                          jsonb_build_array(extract(epoch FROM at), actor, action, subject, facts)::text, 'UTF8'))
                      AS whole
               FROM audit_event) checked`,
    [keptHead?.toLowerCase() ?? null],
  );
  const row = rows[0];
  return {
    entries: row?.entries ?? 0,
    brokenAt: row?.broken_at ?? null,
    head: row?.head ?? null,
    holdsHead: keptHead === undefined ? null : (row?.holds_head ?? false),
  };
}
