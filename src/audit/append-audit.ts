import { actorName, type Actor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';

/** Everything that is written down about who did what. */
export type AuditAction =
  | 'staff.created'
  | 'api_key.created'
  | 'api_key.revoked'
  | 'cv.uploaded'
  | 'cv.viewed'
  | 'cv.file_downloaded'
  | 'candidate.viewed'
  | 'candidate.merged'
  | 'candidate.merge_undone'
  | 'duplicates.viewed'
  | 'duplicate.dismissed'
  | 'match.viewed'
  | 'vacancy.created'
  | 'vacancy.changed'
  | 'vacancy.closed'
  | 'ranking.started';

export interface AuditEntry {
  readonly actor: Actor | 'system';
  readonly action: AuditAction;
  /** What it was done to, e.g. `cv:<id>`. */
  readonly subject: string;
  /** Ids, numbers, names of fields: never personal data, which could not be erased from here. */
  readonly facts?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** One chain for the whole installation; 'audi' in ASCII. */
const CHAIN_LOCK = 0x61756469;

/**
 * Appends to the audit trail inside the caller's transaction: what is recorded and what was done commit together. Call
 * it last, since the chain is locked from here to the commit.
 *
 * Each entry's hash is sha256 over the hash before it and the entry as a JSON array of `jsonb`, so a changed,
 * removed or inserted entry breaks every hash after it.
 */
export async function appendAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  const actor = entry.actor === 'system' ? 'system' : actorName(entry.actor);
  const facts = JSON.stringify(entry.facts ?? {});
  // Two statements: the second must see what whoever held the lock before us has committed.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CHAIN_LOCK}::bigint)`;
  await tx.$executeRaw`
    INSERT INTO audit_event (at, actor, action, subject, facts, prev_hash, hash)
    SELECT e.at, e.actor, e.action, e.subject, e.facts, p.hash,
           sha256(p.hash || convert_to(
             jsonb_build_array(extract(epoch FROM e.at), e.actor, e.action, e.subject, e.facts)::text, 'UTF8'))
      FROM (SELECT date_trunc('milliseconds', clock_timestamp()) AS at, ${actor}::text AS actor,
                   ${entry.action}::text AS action, ${entry.subject}::text AS subject, ${facts}::jsonb AS facts) e,
           (SELECT coalesce((SELECT hash FROM audit_event ORDER BY id DESC LIMIT 1), '\\x'::bytea) AS hash) p`;
}
