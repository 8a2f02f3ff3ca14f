import type pg from 'pg';
import { SPEAKERS } from '../candidates/duplicates/speakers.js';
import { EMPLOYER_KINDS, HEALTH_KINDS, titleOf, type CheckKind } from './check-kinds.js';
import { LEAST_ASKED, whyNot } from './check-rules.js';
import { BEFORE_OFFER, SINCE_OFFER } from './employer-checks.js';
import { AT_OFFER } from './health-stage.js';
import { consentStands } from '../database/consent-stands.js';
import { DBS_LEVELS } from '../understanding/vacancy/read-dbs.js';

/** A check that stands and ends, or has ended. */
export interface EndingCheck {
  readonly id: string;
  /** The record that speaks for the person. */
  readonly personId: string;
  readonly kind: CheckKind;
  readonly item: string | null;
  /** What people read for it. */
  readonly title: string;
  readonly checkedOn: string;
  readonly validUntil: string;
  readonly checkedById: string;
}

interface Row {
  readonly id: string;
  readonly person_id: string;
  readonly kind: CheckKind;
  readonly item: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly has_file: boolean;
  readonly checked_on: string;
  readonly valid_until: string;
  readonly checked_by_id: string;
}

export interface EndingPage {
  readonly checks: readonly EndingCheck[];
  /** Where the next page begins; null: there is none. */
  readonly next: readonly [day: string, id: string] | null;
}

/**
 * Checks of people who may be kept whose last day lies within the span, the soonest first, then by id. What has a newer
 * one, was withdrawn, shows nothing for any post, or is an employer's own that asks it of this person no more, is no loss
 * when it ends. All records of a person are one file. Of health only where it may be asked about, as `healthStage` says it
 * of one person.
 *
 * @param after where the page begins; null: at the beginning.
 * @param limit most of a page, which may hold fewer.
 */
export async function findEndingChecks(
  client: Pick<pg.Pool, 'query'>,
  { from, until }: { readonly from: string; readonly until: string },
  after: readonly [string, string] | null,
  limit: number,
): Promise<EndingPage> {
  const { rows } = await client.query<Row>({
    name: 'ending-checks',
    text: ENDING,
    values: [from, until, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    checks: page.filter((row) => whyNot(row, row.has_file, LEAST_ASKED) === null).map(presentRow),
    next: last && rows.length > limit ? [last.valid_until, last.id] : null,
  };
}

function presentRow({ id, kind, item, facts, ...row }: Row): EndingCheck {
  return {
    ...{ id, kind, item, title: titleOf({ kind, item, facts }) },
    personId: row.person_id,
    checkedOn: row.checked_on,
    validUntil: row.valid_until,
    checkedById: row.checked_by_id,
  };
}

const listed = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

/** SQL for "on their way to the employer, or there", of a candidacy `c` and its vacancy `v`: as `checksOnTheWay` has it. */
const ON_THE_WAY = `(c.stage IN (${listed(SINCE_OFFER)}) OR v.status = 'open' AND c.stage IN (${listed(BEFORE_OFFER)}))`;
const LEVELS = `ARRAY[${listed(DBS_LEVELS)}]`;

/** The newest of each slot, as `standing` of check-state.ts says it of one person. */
const ENDING = `
  WITH RECURSIVE ${SPEAKERS}, filed AS (
    SELECT k.*, coalesce(speaker.into_id, k.candidate_id) AS person_id
      FROM compliance_check k LEFT JOIN speaker ON speaker.id = k.candidate_id WHERE k.withdrawn_at IS NULL
  ), newest AS (
    SELECT DISTINCT ON (person_id, slot) * FROM filed ORDER BY person_id, slot, checked_on DESC, id DESC
  ), reached AS (
    SELECT coalesce(speaker.into_id, c.candidate_id) AS person_id, v.employer_id, ${AT_OFFER} AS is_at_offer,
           ${ON_THE_WAY} AS is_on_the_way
      FROM candidacy c JOIN candidacy_move m ON m.candidacy_id = c.id AND m.revision = c.revision
      JOIN vacancy v ON v.id = c.vacancy_id LEFT JOIN speaker ON speaker.id = c.candidate_id
  )
  SELECT id::text, person_id::text, kind, item, facts, file_name IS NOT NULL AS has_file, checked_on::text,
         valid_until::text, checked_by_id::text
    FROM newest
   WHERE valid_until BETWEEN $1::date AND $2::date
     AND ($3::date IS NULL OR (valid_until, id) > ($3::date, $4::uuid))
     AND EXISTS (SELECT 1 FROM consent c WHERE c.candidate_id = person_id AND c.scope = 'keep' AND ${consentStands('c')})
     AND NOT (slot IN ('dbs:adult', 'dbs:child') AND EXISTS (
           SELECT 1 FROM newest b WHERE b.person_id = newest.person_id AND b.slot = 'dbs:adult_and_child'
              AND b.valid_until > newest.valid_until
              AND array_position(${LEVELS}, b.facts->>'level') >= array_position(${LEVELS}, newest.facts->>'level')))
     AND CASE
           WHEN kind IN (${listed(EMPLOYER_KINDS)}) THEN (person_id, item) IN (
             SELECT r.person_id, e.id::text FROM reached r JOIN employer_check e ON e.employer_id = r.employer_id
              WHERE e.retired_at IS NULL AND r.is_on_the_way AND (r.is_at_offer OR NOT e.about_health))
           WHEN kind IN (${listed(HEALTH_KINDS)}) THEN person_id IN (SELECT person_id FROM reached WHERE is_at_offer)
           ELSE true END
   ORDER BY valid_until, id LIMIT $5`;
