/** What the person agreed to that bears on one vacancy. $1: their records; $2: the vacancy. */
export const AGREEMENTS = `
  SELECT c.scope, c.given AS how, c.given_at AS given, c.expires_at AS ends, c.withdrawn_at AS "taken back",
         c.withdrawn AS "taken back how"
    FROM consent c
   WHERE c.candidate_id = ANY ($1::uuid[]) AND (c.vacancy_id IS NULL OR c.vacancy_id = $2)
   ORDER BY c.given_at, c.id`;

/** Entries of the audit trail about the checks, the agreements and this candidacy. $1: records; $2: the candidacy. */
export const TRAIL = `
  SELECT a.at, CASE WHEN s.name IS NOT NULL THEN s.name WHEN a.actor LIKE 'candidate:%' THEN 'the candidate'
                    WHEN a.actor LIKE 'staff:%' THEN 'a former colleague' ELSE a.actor END AS by,
         a.action, a.facts, encode(a.hash, 'hex') AS seal
    FROM audit_event a LEFT JOIN staff s ON a.actor = 'staff:' || s.id
   WHERE a.subject IN (SELECT 'candidate:' || id FROM unnest($1::uuid[]) id)
     AND (a.action LIKE 'compliance.%' OR a.action LIKE 'consent.%' OR a.facts->>'candidacyId' = $2)
   ORDER BY a.id`;
