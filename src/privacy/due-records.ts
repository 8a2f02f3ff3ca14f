import { mayBeRanked } from '../matches/ranking-index-eligibility.js';
import type { RecordClass } from './retention-rules.js';

/** SQL for "no record of this person is under legal hold", however many merges made them one. `c` is the candidate who speaks. */
export const NOT_HELD = `NOT EXISTS (
  WITH RECURSIVE record AS (
    SELECT c.id
    UNION ALL
    SELECT r.id FROM record JOIN candidate r ON r.merged_into_id = record.id
  )
  SELECT 1 FROM record JOIN legal_hold h ON h.candidate_id = record.id WHERE h.lifted_at IS NULL)`;

/** The same for something that stands under any record of theirs. @param candidateId an SQL expression, never a value. */
const ownerNotHeld = (candidateId: string): string => `NOT EXISTS (
  WITH RECURSIVE chain AS (
    SELECT id, merged_into_id FROM candidate WHERE id = ${candidateId}
    UNION ALL
    SELECT n.id, n.merged_into_id FROM chain JOIN candidate n ON n.id = chain.merged_into_id
  )
  SELECT 1 FROM chain c WHERE c.merged_into_id IS NULL AND NOT (${NOT_HELD}))`;

/** Without a keeping consent now, and speaking for themselves. */
export const ENDED = `c.merged_into_id IS NULL AND NOT ${mayBeRanked('c.id')}`;

/** People whose time apart is over too. */
export const DUE = `FROM quarantine q JOIN candidate c ON c.id = q.candidate_id
  WHERE q.erase_after <= now() AND ${ENDED} AND ${NOT_HELD}`;

/**
 * Records that go by their age, as the dry run counts and the round removes them: whatever stands under a person who is under
 * legal hold stays, a bulk upload with one file of theirs whole. $1: days, of those classes that have some.
 */
export const DUE_RECORDS = {
  conduct_record: 'FROM conduct_record r WHERE r.keep_until <= now()',
  message: `FROM message r WHERE r.created_at < now() - make_interval(days => $1) AND ${ownerNotHeld('r.candidate_id')}`,
  evidence_opening: `FROM evidence_opening r WHERE r.at < now() - make_interval(days => $1)
     AND ${ownerNotHeld('r.candidate_id')}`,
  dbs_certificate: `FROM compliance_check r WHERE r.kind = 'dbs' AND r.storage_key IS NOT NULL
     AND r.filed_at < now() - make_interval(days => $1) AND ${ownerNotHeld('r.candidate_id')}`,
  cv_batch: `FROM cv_batch r WHERE r.created_at < now() - make_interval(days => $1)
     AND NOT EXISTS (SELECT 1 FROM cv_batch_item i JOIN cv ON cv.id = i.cv_id
                      WHERE i.batch_id = r.id AND NOT (${ownerNotHeld('cv.candidate_id')}))`,
} as const satisfies Record<Exclude<RecordClass, 'person'>, string>;
