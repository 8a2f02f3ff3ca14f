/**
 * SQL for WITH RECURSIVE: `speaker` says of every merged record (id) which record speaks for the person now (into_id). A
 * record that is not merged has no row: it speaks for itself.
 */
export const SPEAKERS = `step AS (
    SELECT id, merged_into_id AS into_id FROM candidate WHERE merged_into_id IS NOT NULL
    UNION ALL
    SELECT step.id, c.merged_into_id FROM step JOIN candidate c ON c.id = step.into_id WHERE c.merged_into_id IS NOT NULL
  ), speaker AS (
    SELECT step.id, into_id FROM step JOIN candidate c ON c.id = into_id WHERE c.merged_into_id IS NULL
  )`;
