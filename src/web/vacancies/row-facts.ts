import { presentQuality, type QualityRow } from '../../cvs/reading-quality.js';
import type { Database } from '../../database/client.js';
import { consentStands } from '../../database/consent-stands.js';
import type { StageReading } from '../../understanding/profile.js';

/** What a row says of a person beside the match. */
export interface RowFacts {
  /** When the CV came that they are ranked by. */
  readonly cvReceivedAt: string;
  /** Whether they let us put them forward, now. */
  readonly mayRepresent: boolean;
  /** Percentages over the career stages; null: the CV shows none. */
  readonly stages: StageReading['distribution'] | null;
  /** How far the text of that CV can be relied on. */
  readonly reading: ReturnType<typeof presentQuality>;
}

interface Row extends QualityRow {
  readonly candidate_id: string;
  readonly received_at: Date;
  readonly may_represent: boolean;
  readonly stages: StageReading['distribution'] | null;
}

/** Facts of people by id. */
export async function rowFacts(
  { pool }: Database,
  candidateIds: readonly string[],
): Promise<ReadonlyMap<string, RowFacts>> {
  const { rows } = await pool.query<Row>({
    name: 'row-facts',
    text: `SELECT p.candidate_id, cv.received_at, cv.quality, cv.quality_reasons, cv.confidence,
                  CASE WHEN p.profile->'stage'->>'stage' IS NOT NULL THEN p.profile->'stage'->'distribution' END AS stages,
                  EXISTS (SELECT 1 FROM consent c WHERE c.candidate_id = p.candidate_id AND c.scope = 'represent'
                     AND ${consentStands('c')}) AS may_represent
             FROM profile p JOIN cv ON cv.id = p.cv_id WHERE p.candidate_id = ANY ($1::uuid[])`,
    values: [candidateIds],
  });
  return new Map(
    rows.map((row) => [
      row.candidate_id,
      {
        cvReceivedAt: row.received_at.toISOString(),
        mayRepresent: row.may_represent,
        stages: row.stages,
        reading: presentQuality(row),
      },
    ]),
  );
}
