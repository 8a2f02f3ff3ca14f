import { actorName, apiKeyOf, type NamedActor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';

/** Everything that is written down about who did what. */
export const AUDIT_ACTIONS = [
  'staff.created',
  'staff.changed',
  'staff.signed_in',
  'staff.sign_in_refused',
  'staff.signed_out',
  'staff.password_set',
  'staff.password_asked',
  'staff.link_made',
  'staff.second_factor_set',
  'staff.second_factor_removed',
  'staff.oidc_linked',
  'staff.oidc_unlinked',
  'staff.limit_reached',
  'api_key.created',
  'api_key.revoked',
  'cv.uploaded',
  'cv_batch.sent',
  'cv.viewed',
  'cv.reviewed',
  'cv.file_downloaded',
  'cv.page_viewed',
  'candidate.viewed',
  'candidate.names_revealed',
  'candidate.link_shown',
  'candidate.link_opened',
  'candidate.links_revoked',
  'candidate.availability_set',
  'candidate.contact_changed',
  'consent.given',
  'consent.withdrawn',
  'candidacy.opened',
  'candidacy.moved',
  'submission.made',
  'compliance.filed',
  'compliance.withdrawn',
  'compliance.viewed',
  'compliance.file_downloaded',
  'compliance.pack_downloaded',
  'compliance.reminded',
  'employer_check.added',
  'employer_check.retired',
  'candidate.corrected',
  'candidate.correction_withdrawn',
  'candidate.exported',
  'candidate.monitoring_answered',
  'fairness.reported',
  'questions.asked',
  'question.answered',
  'request.made',
  'request.answered',
  'message.shown',
  'message.retried',
  'message.passed_on',
  'consent.notice_written',
  'candidate.link_asked',
  'candidate.link_sent',
  'candidate.erased',
  'erasure.employer_told',
  'hold.placed',
  'hold.lifted',
  'conduct_records.viewed',
  'form.offered',
  'form.judged',
  'candidate.merged',
  'candidate.merge_undone',
  'duplicates.viewed',
  'duplicate.dismissed',
  'match.viewed',
  'list.exported',
  'vacancy.created',
  'vacancy.changed',
  'vacancy.closed',
  'vacancy.reopened',
  'ranking.started',
  'jobs.requeued',
  'audit.verified',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export interface AuditEntry {
  readonly actor: NamedActor | 'system';
  readonly action: AuditAction;
  /** What it was done to, e.g. `cv:<id>`. */
  readonly subject: string;
  /** Ids, numbers, names of fields: never personal data, which could not be erased from here. */
  readonly facts?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** One chain for the whole installation; 'audi' in ASCII. */
const CHAIN_LOCK = 0x61756469;

/** From here to the commit nobody else appends to the trail, so that what it says stays true. May be taken again. */
export async function lockTrail(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CHAIN_LOCK}::bigint)`;
}

/**
 * Appends to the audit trail inside the caller's transaction: what is recorded and what was done commit together. Call
 * it last, since the chain is locked from here to the commit. A program that acts by a key of somebody's is named beside them.
 *
 * Each entry's hash is sha256 over the hash before it and the entry as a JSON array of `jsonb`, so a changed,
 * removed or inserted entry breaks every hash after it.
 */
export async function appendAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  const actor = entry.actor === 'system' ? 'system' : actorName(entry.actor);
  const apiKeyId = entry.actor === 'system' ? null : apiKeyOf(entry.actor);
  const facts = JSON.stringify({ ...entry.facts, ...(apiKeyId !== null && { apiKeyId }) });
  // Two statements: the second must see what whoever held the lock before us has committed.
  await lockTrail(tx);
  await tx.$executeRaw`
    INSERT INTO audit_event (at, actor, action, subject, facts, prev_hash, hash)
    SELECT e.at, e.actor, e.action, e.subject, e.facts, p.hash,
           sha256(p.hash || convert_to(
             jsonb_build_array(extract(epoch FROM e.at), e.actor, e.action, e.subject, e.facts)::text, 'UTF8'))
      FROM (SELECT date_trunc('milliseconds', clock_timestamp()) AS at, ${actor}::text AS actor,
                   ${entry.action}::text AS action, ${entry.subject}::text AS subject, ${facts}::jsonb AS facts) e,
           (SELECT coalesce((SELECT hash FROM audit_event ORDER BY id DESC LIMIT 1), '\\x'::bytea) AS hash) p`;
}
