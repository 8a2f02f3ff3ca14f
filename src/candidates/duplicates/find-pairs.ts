import type pg from 'pg';
import { CONFIDENCES, judgePair, type Judgement } from './judge-pair.js';
import { SPEAKERS } from './speakers.js';

export interface Proposal extends Judgement {
  /** In order of id. */
  readonly ids: readonly [string, string];
}

interface Row {
  readonly first_id: string;
  readonly second_id: string;
  readonly kinds: readonly string[];
  readonly first_name: string | null;
  readonly second_name: string | null;
  readonly first_number: string | null;
  readonly second_number: string | null;
}

/** What more people than this share, such as an agency's telephone, says nothing about any two of them. */
const MOST_SHARING = 10;

/**
 * All pairs of records that may be one person and that nobody has dismissed, the surest first, then by id. Merged
 * records speak through the one they were merged into.
 */
export async function findPairs(pool: pg.Pool): Promise<Proposal[]> {
  const { rows } = await pool.query<Row>({ name: 'duplicate-pairs', text: PAIRS, values: [MOST_SHARING] });
  return rows
    .flatMap((row): Proposal[] => {
      const judgement = judgePair(pairOf(row));
      return judgement === null ? [] : [{ ids: [row.first_id, row.second_id], ...judgement }];
    })
    .sort((a, b) => orderOf(a) - orderOf(b));
}

/** The query has the pairs in order of id already. */
function orderOf({ confidence }: Proposal): number {
  return CONFIDENCES.indexOf(confidence);
}

function pairOf(row: Row): Parameters<typeof judgePair>[0] {
  const shares = new Set(row.kinds);
  return {
    sameHcpcNumber: shares.has('hcpc'),
    otherHcpcNumber: row.first_number !== null && row.second_number !== null && !shares.has('hcpc'),
    sameEmail: shares.has('email'),
    samePhone: shares.has('phone'),
    samePostcode: shares.has('postcode'),
    names: row.first_name !== null && row.second_name !== null ? [row.first_name, row.second_name] : null,
  };
}

/** The same key of the same kind; each half of the union is read from its index alone. */
const PAIRS = `
  WITH RECURSIVE ${SPEAKERS}, shared AS (
    SELECT 'hcpc' AS kind, array_agg(candidate_id) AS ids FROM profile
     WHERE hcpc_number IS NOT NULL GROUP BY hcpc_number HAVING count(*) BETWEEN 2 AND $1
    UNION ALL
    SELECT 'email', array_agg(candidate_id) FROM contact
     WHERE email_key IS NOT NULL GROUP BY email_key HAVING count(*) BETWEEN 2 AND $1
    UNION ALL
    SELECT 'phone', array_agg(candidate_id) FROM contact
     WHERE phone_key IS NOT NULL GROUP BY phone_key HAVING count(*) BETWEEN 2 AND $1
    UNION ALL
    SELECT 'postcode', array_agg(candidate_id) FROM contact
     WHERE postcode IS NOT NULL GROUP BY postcode HAVING count(*) BETWEEN 2 AND $1
  ), holder AS (
    SELECT kind, ids, coalesce(speaker.into_id, held.id) AS id
      FROM shared, unnest(ids) AS held(id) LEFT JOIN speaker ON speaker.id = held.id
  ), pair AS (
    SELECT a.id AS first_id, b.id AS second_id, array_agg(DISTINCT kind) AS kinds
      FROM holder a JOIN holder b USING (kind, ids)
     WHERE a.id < b.id GROUP BY 1, 2
  )
  SELECT pair.*, ca.name AS first_name, cb.name AS second_name,
         pa.hcpc_number AS first_number, pb.hcpc_number AS second_number
    FROM pair
    LEFT JOIN contact ca ON ca.candidate_id = first_id
    LEFT JOIN contact cb ON cb.candidate_id = second_id
    LEFT JOIN profile pa ON pa.candidate_id = first_id
    LEFT JOIN profile pb ON pb.candidate_id = second_id
   WHERE NOT EXISTS (SELECT 1 FROM duplicate_dismissal d
                      WHERE d.first_id = pair.first_id AND d.second_id = pair.second_id)
   ORDER BY first_id, second_id`;
